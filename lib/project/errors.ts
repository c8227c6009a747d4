import { Failure } from "../platform/failure";

/** A string is not an option path. */
export function optionMalformed(text: string): Failure {
  return new Failure({
    kind: "usage",
    code: "option-malformed",
    message: `${JSON.stringify(text)} is not an option path`,
    reason: "an option path consists of names separated by dots",
    fix: `write it like boot.kernelParams, and quote a name that contains a dot or a space: 'users.users."a.b".uid'`,
  });
}

/** A `flake.lock` cannot be parsed. */
export function lockUnreadable(file: string, isMerged: boolean, cause: unknown): Failure {
  return new Failure({
    kind: "usage",
    code: "lock-unreadable",
    message: `${file} is not a valid lock file`,
    reason: isMerged ? "it contains git conflict markers" : "it is not in the format that Nix writes",
    fix: isMerged
      ? "choose one version with git checkout --ours or --theirs, then run `synth lock`"
      : "restore it from git, or remove it and run `synth lock`",
    cause,
  });
}

/** The build result has no ISO or several. */
export function isoNotFound(host: string, storePath: string, found: readonly string[]): Failure {
  return new Failure({
    kind: "build",
    code: "iso-not-found",
    message: `the build of ${host} has ${found.length === 0 ? "no ISO" : "several ISOs"} in ${storePath}/iso`,
    ...(found.length === 0 ? {} : { reason: `found: ${found.join(", ")}` }),
    fix: "add exactly one IsoImage to the host or its class",
  });
}
