/**
 * Mistake: options that NixOS does not allow together
 * Detected by: Nix
 * Message: error[assertion-failed]: dotfiles/iso/extra: networking.networkmanager.enable: systemd-networkd runs the offline base's network
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { networking: { networkmanager: { enable: true } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
