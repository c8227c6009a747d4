/**
 * Mistake: a property that a construct does not have
 * Detected by: editor
 * Message: TS2353: Object literal may only specify known properties, and 'toram' does not exist in type 'BootConfigProps'.
 */
import { App, BootConfig, Flake, Host, HostClass, IsoImage, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new BootConfig(iso, "boot", { toram: true });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
