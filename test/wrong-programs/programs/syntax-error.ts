/**
 * Mistake: raw Nix source with a syntax error
 * Detected by: Nix
 * Message: error[syntax-error]: dotfiles/iso/extra: the Nix source in the option environment.variables.X has a syntax error: unexpected ';', expecting ELSE
 */
import { App, Flake, Host, HostClass, IsoImage, nix, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { environment: { variables: { X: nix.raw("if true then 1") } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
