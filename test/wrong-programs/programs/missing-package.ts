/**
 * Mistake: a package that does not exist
 * Detected by: Nix
 * Message: error[attribute-missing]: dotfiles/iso/extra: unknown attribute pkgs.htpo in the option environment.systemPackages
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs, pkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { environment: { systemPackages: [pkgs.htpo] } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
