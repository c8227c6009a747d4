/**
 * Mistake: a service whose script has a syntax error
 * Detected by: Nix
 * Message: error[build-failed]: dotfiles/iso/extra: unit-script-greet-start of the option systemd.services.greet.script cannot be built
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
const greet = { wantedBy: ["multi-user.target"], script: "if true; then echo hello" };
// The next line is wrong.
new NixosModule(iso, "extra", { config: { systemd: { services: { greet } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
