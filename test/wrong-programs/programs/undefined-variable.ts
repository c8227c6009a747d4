/**
 * Mistake: raw Nix source with an undefined variable
 * Detected by: Nix
 * Message: error[variable-undefined]: dotfiles/iso/extra: the variable nope is not defined in the option environment.variables.X
 */
import { App, Flake, Host, HostClass, IsoImage, nix, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { environment: { variables: { X: nix.raw("nope + 1") } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
