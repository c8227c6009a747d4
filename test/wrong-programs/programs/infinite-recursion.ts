/**
 * Mistake: an option that depends on itself
 * Detected by: Nix
 * Message: error[infinite-recursion]: dotfiles/iso/extra: the option networking.hostName depends on itself
 */
import { App, config, Flake, Host, HostClass, IsoImage, nix, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { networking: { hostName: nix.force(config.system.name) } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
