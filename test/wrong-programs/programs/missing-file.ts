/**
 * Mistake: a path to a file that is not in the flake
 * Detected by: Nix
 * Message: error[file-missing]: dotfiles/iso/extra: the file modules/iso/motd.txt does not exist in the flake, but the option environment.etc.motd.source refers to it
 */
import { App, Flake, Host, HostClass, IsoImage, nix, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { environment: { etc: { motd: { source: nix.path("./motd.txt") } } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
