import { Failure } from "../effects";
import { parseSourceLocation, type Issue, type ManifestSizeLimit } from "../model";
import { nearestName, type UnknownScope } from "../options";
import { binarySize } from "./binary-size";

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

/** There are no options to ask for without a host. */
export function noHosts(): Failure {
  return new Failure({
    kind: "program",
    code: "no-hosts",
    message: "the program has no hosts",
    reason: "the options are those that the modules of its hosts declare",
    fix: "make a Host, or import a saved dump with --from",
  });
}

/** Scopes were named that no option is in. */
export function scopesUnknown(unknown: readonly UnknownScope[]): Failure {
  const names = unknown.map(({ scope }) => scope).join(", ");
  const meant = unknown.flatMap(({ meant: name }) => (name === undefined ? [] : [name]));
  return new Failure({
    kind: "usage",
    code: "scope-unknown",
    message: `there are no options ${names}`,
    ...(meant.length === 0 ? { fix: "name none to import all" } : { fix: `did you mean ${meant.join(", ")}?` }),
  });
}

/** A dump does not say which release it is of. */
export function dumpReleaseUnknown(file: string): Failure {
  return new Failure({
    kind: "usage",
    code: "dump-release-unknown",
    message: `${file} does not tell the NixOS release that it is of`,
    reason: "definitions are checked against options of their own release only",
    fix: "name the release, such as --release 25.05",
  });
}

/** A release that cdknix does not know. */
export function releaseUnknown(release: string, known: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "unknown-release",
    message: `the NixOS release ${release} is not known`,
    fix: `give one of ${known.join(", ")} as --release`,
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

/** Inputs were named that no flake of the program has. */
export function inputsUnknown(unknown: readonly string[], known: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "input-unknown",
    message: `there is no input ${unknown.map((input) => JSON.stringify(input)).join(", ")}`,
    reason: known.length === 0 ? "the flake has no inputs" : `the inputs are ${known.join(", ")}`,
    fix: "name some of these, or none to update all",
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

/** The output has no tree to look for builds of. */
export function notSynthesized(output: string, host: string, profile: string | undefined): Failure {
  return new Failure({
    kind: "usage",
    code: "not-synthesized",
    message: `nothing was synthesized into ${output}`,
    fix: `run ${synthCommand(host, profile)} first`,
  });
}

/** Nothing was built of a host, or not with the profile. */
export function notBuilt(host: string, profile: string | undefined): Failure {
  return new Failure({
    kind: "usage",
    code: "not-built",
    message: `no ISO of ${host} was built yet${profile === undefined ? "" : ` with the profile ${profile}`}`,
    fix: `run ${synthCommand(host, profile)} first`,
  });
}

/** What was built last is not what would be built now. */
export function buildOutdated(host: string, profile: string | undefined): Failure {
  return new Failure({
    kind: "usage",
    code: "build-outdated",
    message: `the ISO of ${host} that was built last is not of the tree as it is now`,
    reason: "the tree, its lock file or the profile changed since",
    fix: `run ${synthCommand(host, profile)} first`,
  });
}

/** What was built is not in the store any more. */
export function buildGone(host: string, profile: string | undefined): Failure {
  return new Failure({
    kind: "usage",
    code: "build-gone",
    message: `the ISO of ${host} that was built last is gone`,
    reason: "the store was cleared, or it is in another one, which --store names",
    fix: `run ${synthCommand(host, profile)} first`,
  });
}

function synthCommand(host: string, profile: string | undefined): string {
  return `synth ${host}${profile === undefined ? "" : ` --profile ${profile}`}`;
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

/** An ISO that is larger than its program lets it be. */
export interface TooLargeImage {
  readonly host: string;
  /** In bytes. */
  readonly size: number;
  readonly limit: ManifestSizeLimit;
  /** The largest packages in its store, with their bytes; none where that cannot be told. */
  readonly largest: readonly { readonly name: string; readonly size: number }[];
}

/** ISOs are larger than their `maxSize`. */
export function imagesTooLarge(images: readonly TooLargeImage[]): Failure {
  const names = images.map(({ host }) => host).join(", ");
  return new Failure({
    kind: "build",
    code: "image-too-large",
    message: `the ${images.length === 1 ? "ISO" : "ISOs"} of ${names} could be built, and may not be that large`,
    issues: images.map(tooLargeIssue),
  });
}

function tooLargeIssue({ host, size, limit, largest }: TooLargeImage): Issue {
  const source = limit.source === undefined ? undefined : parseSourceLocation(limit.source);
  const packages = largest.map((each) => `${each.name} ${binarySize(each.size)}`).join(", ");
  return {
    severity: "error",
    code: "image-too-large",
    constructPath: limit.construct,
    message: `the ISO of ${host} is ${binarySize(size)} large, ${binarySize(size - limit.bytes)} more than its maxSize`,
    value: `${binarySize(limit.bytes)} (${String(limit.bytes)} bytes; the ISO has ${String(size)})`,
    ...(packages === "" ? {} : { reason: `the largest packages in its store: ${packages}` }),
    fix: "compress harder, leave something out, or raise maxSize",
    ...(source === undefined ? {} : { source }),
  };
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
