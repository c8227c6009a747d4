/**
 * Mistake: a list with an element of the wrong type
 * Detected by: synth
 * Message: error[option-type]: dotfiles/iso/extra: the option networking.nameservers[1] does not accept this value
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { networking: { nameservers: ["9.9.9.9", 1111] } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
