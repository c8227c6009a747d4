/**
 * Mistake: a misspelled variable
 * Reported by: editor
 * Message: TS2552: Cannot find name 'editr'. Did you mean 'editor'?
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
const editor = "vim";
// The next line is wrong.
new NixosModule(iso, "extra", { config: { environment: { variables: { EDITOR: editr } } } });
void editor;
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
