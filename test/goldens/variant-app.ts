import { App, Flake, Host, IsoImage, Nixpkgs, type Release, SpaceSaver } from "cdknix";
import type { Subject } from "./subject";

/** ID of the flake, and therefore the directory of its tree. */
export const flakeName = "variant";
/** Name of the host; short, so that the default volume ID has room for all of its parts. */
export const hostName = "installer";

/** A program with one host: an image, and one variant of a construct. Created in the root of the repository. */
export interface VariantApp {
  readonly app: App;
  /** The module of the construct, relative to the flake. */
  readonly module: string;
}

/** The program of a variant, or of the image alone. */
export function variantApp(release: Release, subject?: Subject, variant = ""): VariantApp {
  const app = new App({ revision: "abc1234" });
  const flake = new Flake(app, flakeName, { nixpkgs: Nixpkgs.release(release) });
  const host = new Host(flake, hostName, { system: "x86_64-linux" });
  const made = subject?.make(host, "subject", variant);
  const module = `systems/${hostName}/subject.nix`;
  if (subject?.isMachine === true) return { app, module };
  if (!IsoImage.isIsoImage(made)) new IsoImage(host, "image");
  // The manual and the channel add twenty seconds of evaluation to each host.
  if (made === undefined || !(made instanceof SpaceSaver)) new SpaceSaver(host, "space");
  return { app, module };
}
