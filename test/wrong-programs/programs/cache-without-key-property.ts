/**
 * Mistake: a binary cache without a key
 * Detected by: editor
 * Message: TS2741: Property 'publicKey' is missing in type '{ url: string; }' but required in type 'BinaryCache'.
 */
import { App, Flake, Host, HostClass, IsoImage, Nixpkgs, NixSettings } from "cdknix";

const app = new App();
const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });
const iso = new HostClass(flake, "iso");
new IsoImage(iso, "image");
// The next line is wrong.
new NixSettings(iso, "nix", { caches: [{ url: "https://example.org" }] });
new Host(flake, "lilith", { class: iso, system: "x86_64-linux" });

app.synth();
