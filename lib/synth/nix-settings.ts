import { offlineBaseOptions } from "../effects";
import { embeddedNixpkgs, type SynthRequest } from "./request";

/** On the offline base, Nix needs settings of its own; what the user set wins over them. */
export function nixSettings({ nix, nixpkgs }: SynthRequest): SynthRequest["nix"] {
  if (nixpkgs !== embeddedNixpkgs) return nix;
  return { ...nix, options: { ...offlineBaseOptions(), ...nix.options } };
}
