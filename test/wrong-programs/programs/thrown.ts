/**
 * Mistake: raw Nix source that throws
 * Detected by: Nix
 * Message: error[evaluation-failed]: dotfiles/iso/extra: the option environment.variables.X cannot be evaluated: not like this
 */
import { App, Flake, Host, HostClass, IsoImage, nix, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { environment: { variables: { X: nix.raw('throw "not like this"') } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
