/**
 * Mistake: a value that conflicts with one set by NixOS
 * Detected by: Nix
 * Message: error[conflicting-definitions]: dotfiles/iso/extra: the option boot.swraid.enable is defined twice with different values
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { boot: { swraid: { enable: false } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
