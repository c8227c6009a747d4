/**
 * Mistake: a value that is not one of the option's choices
 * Detected by: synth
 * Message: error[option-type]: dotfiles/iso/extra: the option services.openssh.settings.PermitRootLogin does not accept this value
 */
import { App, Flake, Host, HostClass, IsoImage, nix, NixosModule, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixosModule(iso, "extra", {
  config: { services: { openssh: { settings: { PermitRootLogin: nix.force("maybe") } } } },
});
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
