/**
 * Mistake: a number that Nix cannot represent
 * Detected by: synth
 * Message: error[nix-value]: dotfiles/iso/extra: config.boot.loader.timeout cannot be represented in Nix
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { boot: { loader: { timeout: 1 / 0 } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
