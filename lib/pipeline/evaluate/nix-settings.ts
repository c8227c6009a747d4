import { offlineBaseOptions } from "../../platform/debian/offline-base";
import type { NixSettings } from "../../platform/nix/tool";
import { embeddedNixpkgs, type SynthRequest } from "../request";

/** How Nix is run for a request. On the offline base it needs settings of its own; what the user set wins over them. */
export function nixSettings({ nix, nixpkgs }: Pick<SynthRequest, "nix" | "nixpkgs">): NixSettings {
  if (nixpkgs !== embeddedNixpkgs) return nix;
  // Caches that were asked for are asked, in the place of none.
  const caches = nix.substituters === undefined ? {} : { substituters: nix.substituters.join(" ") };
  return { ...nix, options: { ...offlineBaseOptions(), ...caches, ...nix.options } };
}
