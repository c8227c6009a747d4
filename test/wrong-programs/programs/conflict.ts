/**
 * Mistake: two constructs that set an option to different values
 * Detected by: synth
 * Message: error[conflicting-definitions]: dotfiles/iso/two: the option time.timeZone is defined twice with different values
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
new NixosModule(iso, "one", { config: { time: { timeZone: "Europe/Berlin" } } });
// The next line is wrong.
new NixosModule(iso, "two", { config: { time: { timeZone: "Europe/Vienna" } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
