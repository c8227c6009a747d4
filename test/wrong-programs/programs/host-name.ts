/**
 * Mistake: a host name with a dot
 * Detected by: synth
 * Message: error[host-name]: dotfiles/lilith.lan: NixOS rejects the host name "lilith.lan"
 */
import { App, Flake, Host, HostClass, IsoImage, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new Host(flake, "lilith.lan", { class: iso, system: "x86_64-linux" });

app.synth();
