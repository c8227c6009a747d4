import { isFailure } from "../failure";
import type { Check } from "./finding";

/** Whether flakes are on: for `synth` they always are, for commands that people type they may not be. */
export const checkFlakes: Check = ({ nix, config }) => {
  if (isFailure(nix)) return { check: "flakes", status: "warning", message: "not looked at: there is no Nix" };
  const features = (config.get("experimental-features") ?? "").split(" ");
  if (["flakes", "nix-command"].every((feature) => features.includes(feature))) {
    return { check: "flakes", status: "ok", message: "flakes are on" };
  }
  return {
    check: "flakes",
    status: "ok",
    message: "flakes are off in nix.conf; synth turns them on for itself",
    reason: "to build the tree by hand (nix build) they have to be on for you too",
    fix: "mkdir -p ~/.config/nix && echo 'experimental-features = nix-command flakes' >> ~/.config/nix/nix.conf",
  };
};
