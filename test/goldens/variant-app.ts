import { App, Flake, Host, IsoImage, Nixpkgs, type Release, SpaceSaver } from "cdknix";
import type { Subject } from "./subject";

/** Id of the flake, and so the directory of its tree. */
export const flakeName = "variant";
/** Name of the host; short, so that the volume ID has room for everything that it is made of. */
export const hostName = "installer";

/** A program of one host: an image, and one variant of a construct. Made in the repository's root. */
export interface VariantApp {
  readonly app: App;
  /** The module of the construct, relative to the flake. */
  readonly module: string;
}

/** The program of a variant; without one the image alone. */
export function variantApp(release: Release, subject?: Subject, variant = ""): VariantApp {
  const app = new App({ revision: "abc1234" });
  const flake = new Flake(app, flakeName, { nixpkgs: Nixpkgs.release(release) });
  const host = new Host(flake, hostName, { system: "x86_64-linux" });
  const made = subject?.make(host, "subject", variant);
  if (!IsoImage.isIsoImage(made)) new IsoImage(host, "image");
  // The manual and the channel cost twenty seconds of evaluation for each host that has them.
  if (made === undefined || !(made instanceof SpaceSaver)) new SpaceSaver(host, "space");
  return { app, module: `systems/${hostName}/subject.nix` };
}
