/**
 * Mistake: the keymap of a phone
 * Detected by: synth
 * Message: error[key-map]: dotfiles/iso/console: "en" is the PinePhone keyboard layout, not English
 */
import { App, ConsoleConfig, Flake, Host, HostClass, IsoImage, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new ConsoleConfig(iso, "console", { keyMap: "en" });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
