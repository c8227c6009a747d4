import { isFailure } from "../failure";
import type { Check } from "./finding";

/** Nix: there, and new enough for flakes as cdknix writes them. */
export const checkNix: Check = ({ nix, hasDaemon }) => {
  if (isFailure(nix)) {
    const { message, reason, fix } = nix;
    return { check: "nix", status: "error", message, reason, fix };
  }
  const message = `Nix ${nix.version}, ${hasDaemon ? "with a daemon" : "single-user: no daemon runs"}`;
  if (!nix.since(2, 8)) {
    return {
      check: "nix",
      status: "error",
      message: `Nix ${nix.version} is too old`,
      reason: "the trees are written for Nix 2.8 and later, which know flakes as they are today",
      fix: "install a newer one as https://nixos.org/download says",
    };
  }
  if (nix.since(2, 20)) return { check: "nix", status: "ok", message };
  return {
    check: "nix",
    status: "ok",
    message,
    reason:
      nix.env.GC_INITIAL_HEAP_SIZE === undefined
        ? "this version crashes when its heap begins small and nixpkgs is large; your GC_INITIAL_HEAP_SIZE decides"
        : `this version crashes on large evaluations; synth sets GC_INITIAL_HEAP_SIZE=${nix.env.GC_INITIAL_HEAP_SIZE} against it, for commands of your own do the same`,
  };
};
