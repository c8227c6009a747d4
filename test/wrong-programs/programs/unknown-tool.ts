/**
 * Mistake: an installer tool that does not exist
 * Detected by: editor
 * Message: TS2820: Type '"nixos-instal"' is not assignable to type '"nixos-build-vms" | "nixos-enter" | "nixos-generate-config" | "nixos-install" | "nixos-option" | "nixos-rebuild" | "nixos-version"'. Did you mean '"nixos-install"'?
 */
import { App, Flake, Host, HostClass, InstallerTools, IsoImage, Nixpkgs } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new InstallerTools(iso, "tools", { tools: ["nixos-instal"] });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
