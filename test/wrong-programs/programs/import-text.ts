/**
 * Mistake: a module imported by a string
 * Detected by: synth
 * Message: error[import-as-text]: dotfiles/iso/extra: imports[0] is a string, not a module
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { imports: ["./hardware.nix"] });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
