import { Failure } from "../platform/failure";

/** An option was named in a way that no option path is written. */
export function optionMalformed(text: string): Failure {
  return new Failure({
    kind: "usage",
    code: "option-malformed",
    message: `${JSON.stringify(text)} is not the path of an option`,
    reason: "it consists of names with a dot between two",
    fix: `write it as in boot.kernelParams, and quote what has a dot or a blank in it: 'users.users."a.b".uid'`,
  });
}

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

/** What Nix built holds no ISO, or not just one. */
export function isoNotFound(host: string, storePath: string, found: readonly string[]): Failure {
  return new Failure({
    kind: "build",
    code: "iso-not-found",
    message: `what Nix built for ${host} has ${found.length === 0 ? "no ISO" : "several ISOs"} in ${storePath}/iso`,
    ...(found.length === 0 ? {} : { reason: `found: ${found.join(", ")}` }),
    fix: "give the host or its class exactly one IsoImage",
  });
}
