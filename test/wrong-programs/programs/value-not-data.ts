/**
 * Mistake: a value that cannot be represented in Nix
 * Detected by: editor
 * Message: TS2322: Type '{ variables: { BUILT: Date; }; }' is not assignable to type 'NixValue | undefined'.
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { environment: { variables: { BUILT: new Date(0) } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
