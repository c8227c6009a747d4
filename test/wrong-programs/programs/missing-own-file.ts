/**
 * Mistake: a file to copy that does not exist
 * Detected by: synth
 * Message: error[file-not-copied]: dotfiles/iso/extra: cannot copy ./motd.txt into the flake
 */
import { App, Flake, Host, HostClass, IsoImage, nix, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { environment: { etc: { motd: { source: nix.file("./motd.txt") } } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
