/**
 * Mistake: a volume ID that is too long
 * Detected by: synth
 * Message: error[volume-id-length]: dotfiles/iso/image: the volume ID is 35 characters long; the limit is 32
 */
import { App, Flake, Host, HostClass, IsoImage, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
// The next line is wrong.
new IsoImage(iso, "image", { volumeId: "NIXOS-INSTALLER-OF-THE-WHOLE-FAMILY" });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
