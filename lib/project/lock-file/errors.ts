import { Failure } from "../../platform/failure";

/** A `flake.lock` is there that is none. */
export function lockUnreadable(file: string, isMerged: boolean, cause: unknown): Failure {
  return new Failure({
    kind: "usage",
    code: "lock-unreadable",
    message: `${file} cannot be read as a lock file`,
    reason: isMerged ? "git left a conflict of two versions in it" : "it is not what Nix writes",
    fix: isMerged
      ? "take one of the versions with git checkout --ours or --theirs, and run synth lock"
      : "restore it from git, or remove it and run synth lock",
    cause,
  });
}
