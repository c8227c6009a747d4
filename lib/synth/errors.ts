import { Failure } from "../effects";
import type { ManifestFlake } from "../model";

/** A host was named that the program does not have. */
export function hostUnknown(
  name: string,
  known: readonly string[],
  fix = "name one of these, or none to build all",
): Failure {
  return new Failure({
    kind: "usage",
    code: "host-unknown",
    message: `there is no host ${JSON.stringify(name)}`,
    reason: known.length === 0 ? "the program has no hosts at all" : `the program has: ${known.join(", ")}`,
    fix,
  });
}

/** A host, or every host, is without an image. */
export function nothingToBuild(host: string | undefined): Failure {
  return new Failure({
    kind: "program",
    code: "nothing-to-build",
    message: host === undefined ? "the program has no host with an IsoImage" : `the host ${host} has no IsoImage`,
    reason: "an ISO is built of each host that has an IsoImage, of its own or by its class",
    fix: "add an IsoImage, or use --no-build to write only the tree",
  });
}

/** With `--ci` the project's locks may not change, and they would. */
export function lockOutdated(lockFile: string): Failure {
  return new Failure({
    kind: "usage",
    code: "lock-outdated",
    message: `${lockFile} does not lock what the flake asks for`,
    reason: "with --ci the lock file is not changed, so that what is built is what was committed",
    fix: "run synth without --ci and commit the lock file",
  });
}

/** The failure of an evaluation, with the constructs and lines of the program behind the files that Nix names in it. */
export function evaluationTraced(failure: Failure, flake: ManifestFlake): Failure {
  const named = [...(failure.output ?? "").matchAll(/\/nix\/store\/[^/\s]+-source\/([^\s:']+)/g)].map(
    ([, file]) => file,
  );
  const origins = [...new Set(named)].flatMap((file) => {
    const known = file === undefined ? undefined : flake.files[file];
    if (file === undefined || known === undefined) return [];
    return [`${file} is written by ${known.construct}${known.source === undefined ? "" : ` (${known.source})`}`];
  });
  if (failure.kind !== "evaluation" || origins.length === 0) return failure;
  return failure.because(origins.join("; "));
}

/** Something that no one foresaw: a mistake of ours. */
export function unexpectedFailure(error: unknown): Failure {
  const isError = error instanceof Error;
  return new Failure({
    kind: "unexpected",
    code: "unexpected",
    message: isError ? error.message : String(error),
    reason: "this is a mistake in cdknix",
    fix: "run again with --verbose and report what it shows",
    details: isError ? error.stack : undefined,
    cause: error,
  });
}
