/**
 * Mistake: raw Nix source with a string for an option that expects a list
 * Detected by: Nix
 * Message: error[option-type]: dotfiles/iso/extra: the option boot.kernelParams has a value of the wrong type
 */
import { App, Flake, Host, HostClass, IsoImage, nix, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { boot: { kernelParams: nix.raw('"quiet"') } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
