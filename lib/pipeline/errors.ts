import { nearestName } from "../options";
import { Failure } from "../platform/failure";

/** A host was named that the program does not have. */
export function hostUnknown(
  name: string,
  known: readonly string[],
  fix = "name one of these, or none to build all",
): Failure {
  const meant = nearestName(name, known);
  return new Failure({
    kind: "usage",
    code: "host-unknown",
    message: `there is no host ${JSON.stringify(name)}`,
    reason: known.length === 0 ? "the program has no hosts at all" : `the program has: ${known.join(", ")}`,
    fix: meant === undefined ? fix : `did you mean ${meant}?`,
  });
}

/** A glob on the command line matches no host that has an ISO. */
export function hostsUnmatched(glob: string, known: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "hosts-unmatched",
    message: `no host with an ISO matches ${JSON.stringify(glob)}`,
    reason: known.length === 0 ? "the program has no hosts" : `the hosts are ${known.join(", ")}`,
    fix: "change the glob, or omit it to build all hosts",
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

/** The tree is not the one that `--tree-hash` asks for. */
export function treeDiffers(flake: string, expected: string, found: string): Failure {
  return new Failure({
    kind: "usage",
    code: "tree-differs",
    message: `the tree of ${flake} is not the one that is to be built`,
    reason: `its hash is ${found}, and --tree-hash asks for ${expected}: the program was changed or run in between`,
    fix: "synthesize again, and with Terraform plan again: npx synth --no-build, then terraform plan",
  });
}

/** A profile is laid over NixOS configurations, and the host is none. */
export function profileNotApplied(host: string, installable: string, profile: string): Failure {
  return new Failure({
    kind: "program",
    code: "profile-not-applied",
    message: `the profile ${profile} cannot be laid over ${host}`,
    reason: `a profile extends a NixOS configuration, and the image of ${host} is ${installable}`,
    fix: "build it without --profile",
  });
}

/** The host's image is not made by NixOS, or by what stands in for it. */
export function hostNotInspected(host: string, installable: string): Failure {
  return new Failure({
    kind: "program",
    code: "host-not-inspected",
    message: `nobody can tell what the ISO of ${host} is made of`,
    reason: `it is ${installable}, which is not part of a NixOS system's config.system.build`,
  });
}

/** With `--ci` the project's locks may not change, and they would. */
export function lockOutdated(lockFile: string, changes: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "lock-outdated",
    message: `${lockFile} does not lock what the flake asks for`,
    output: changes.length === 0 ? undefined : changes.join("\n"),
    reason: "with --ci the lock file is not changed, so that what is built is what was committed",
    fix: "run synth lock and commit the lock file",
  });
}
