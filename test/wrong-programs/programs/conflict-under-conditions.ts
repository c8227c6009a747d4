/**
 * Mistake: two conflicting values whose conditions only Nix can evaluate
 * Detected by: Nix
 * Message: error[conflicting-definitions]: dotfiles/iso/two: the option networking.hostId is defined twice with different values
 */
import { App, Flake, Host, HostClass, IsoImage, nix, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
const always = nix.raw("true || config.boot.isContainer");
new NixosModule(iso, "one", { config: { networking: { hostId: nix.when(always, "aaaaaaaa") } } });
// The next line is wrong.
new NixosModule(iso, "two", { config: { networking: { hostId: nix.when(always, "bbbbbbbb") } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
