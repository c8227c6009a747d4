/**
 * Mistake: a string for an option that expects a list
 * Detected by: synth
 * Message: error[option-type]: dotfiles/iso/extra: the option boot.kernelParams does not accept this value
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { boot: { kernelParams: "quiet" } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
