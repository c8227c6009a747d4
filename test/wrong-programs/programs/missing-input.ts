/**
 * Mistake: an input that the flake does not have
 * Detected by: Nix
 * Message: error[attribute-missing]: dotfiles/iso/extra: unknown input inputs.disko in imports
 */
import { App, Flake, Host, HostClass, inputs, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { imports: [inputs.disko.nixosModules.disko] });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
