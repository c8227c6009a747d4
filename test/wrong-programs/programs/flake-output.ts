/**
 * Mistake: a flake output with a syntax error
 * Detected by: Nix
 * Message: error[syntax-error]: dotfiles: the Nix source in flake.nix has a syntax error: unexpected ';', expecting ELSE
 */
import { App, Flake, Host, HostClass, IsoImage, nix, Nixpkgs } from "cdknix";

const app = new App();
const output = nix.raw("if true then 1");
// The next line is wrong.
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05"), outputs: { answer: output } });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
