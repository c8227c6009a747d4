/**
 * Mistake: a truncated SSH key
 * Detected by: synth
 * Message: error[ssh-key-malformed]: dotfiles/iso/ssh: authorizedKeys[0] is not a valid OpenSSH public key: the key data is truncated
 */
import { App, Flake, Host, HostClass, IsoImage, Nixpkgs, SshAccess } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new SshAccess(iso, "ssh", { authorizedKeys: ["ssh-ed25519 AAAA"] });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
