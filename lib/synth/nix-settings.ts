import { offlineBaseOptions, type NixSettings } from "../effects";
import { embeddedNixpkgs, type SynthRequest } from "./request";

/** How Nix is run for a request. On the offline base it needs settings of its own; what the user set wins over them. */
export function nixSettings({ nix, nixpkgs }: Pick<SynthRequest, "nix" | "nixpkgs">): NixSettings {
  if (nixpkgs !== embeddedNixpkgs) return nix;
  return { ...nix, options: { ...offlineBaseOptions(), ...nix.options } };
}
