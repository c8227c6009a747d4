/**
 * Mistake: a reference to an option that does not exist
 * Detected by: Nix
 * Message: error[attribute-missing]: dotfiles/iso/extra: unknown attribute config.networking.hostNam in the option environment.variables.NAME
 */
import { App, config, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { environment: { variables: { NAME: config.networking.hostNam } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
