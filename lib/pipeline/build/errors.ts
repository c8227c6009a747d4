import { parseSourceLocation, type Issue, type ManifestSizeLimit } from "../../model";
import { Failure } from "../../platform/failure";

/** A size in units of 1024 bytes and their powers, for what is compared with sizes that are written so. */
function binarySize(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} ${bytes === 1 ? "byte" : "bytes"}`;
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ""}`;
}

const units = ["KiB", "MiB", "GiB", "TiB"];

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
