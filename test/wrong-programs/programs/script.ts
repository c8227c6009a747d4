/**
 * Mistake: a script with a syntax error
 * Told by: Nix
 * Message: x
 */
import { App, Flake, Host, HostClass, InstallerTools, IsoImage, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new InstallerTools(iso, "tools", { scripts: { greet: { text: "if true; then echo hello" } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
