/**
 * Mistake: two constructs with the same ID
 * Detected by: synth
 * Message: error[program-threw]: There is already a Construct with name 'extra' in HostClass [iso]
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
new NixosModule(iso, "extra", { config: { time: { timeZone: "Europe/Berlin" } } });
// The next line is wrong.
new NixosModule(iso, "extra", { config: {} });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
