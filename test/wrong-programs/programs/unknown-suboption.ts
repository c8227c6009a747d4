/**
 * Mistake: a user with an attribute that does not exist
 * Detected by: synth
 * Message: error[option-unknown]: dotfiles/iso/extra: the option users.users.bob.shel does not exist
 */
import { App, Flake, Host, HostClass, IsoImage, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", { config: { users: { users: { bob: { isNormalUser: true, shel: "/bin/sh" } } } } });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
