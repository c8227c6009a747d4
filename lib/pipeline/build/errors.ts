import { parseSourceLocation, type Issue, type ManifestSizeLimit } from "../../model";
import { Failure } from "../../platform/failure";
import { resultOf, type HostOfKind } from "./build-result";

/** Formats a size in binary units. */
function binarySize(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} ${bytes === 1 ? "byte" : "bytes"}`;
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ""}`;
}

const units = ["KiB", "MiB", "GiB", "TiB"];

/** The output has no manifest. */
export function notSynthesized(output: string, host: string, profile: string | undefined): Failure {
  return new Failure({
    kind: "usage",
    code: "not-synthesized",
    message: `${output} contains no synthesized flake`,
    fix: `run \`${synthCommand(host, profile)}\` first`,
  });
}

/** A host was never built, or not with the profile. */
export function notBuilt(host: string, profile: string | undefined): Failure {
  return new Failure({
    kind: "usage",
    code: "not-built",
    message: `${host} has not been built${profile === undefined ? "" : ` with the profile ${profile}`}`,
    fix: `run \`${synthCommand(host, profile)}\` first`,
  });
}

/** The latest build is out of date. */
export function buildOutdated(target: HostOfKind, profile: string | undefined): Failure {
  const { name: host } = target;
  return new Failure({
    kind: "usage",
    code: "build-outdated",
    message: `the latest ${resultOf(target)} of ${host} is out of date`,
    reason: "the flake, its lock file, or the profile has changed since",
    fix: `run \`${synthCommand(host, profile)}\` first`,
  });
}

/** The latest build is not in the store anymore. */
export function buildGone(target: HostOfKind, profile: string | undefined): Failure {
  const { name: host } = target;
  return new Failure({
    kind: "usage",
    code: "build-gone",
    message: `the latest ${resultOf(target)} of ${host} is no longer in the store`,
    reason: "it was garbage-collected, or it is in another store (see --store)",
    fix: `run \`${synthCommand(host, profile)}\` first`,
  });
}

function synthCommand(host: string, profile: string | undefined): string {
  return `synth ${host}${profile === undefined ? "" : ` --profile ${profile}`}`;
}

/** An ISO that exceeds its size limit. */
export interface TooLargeImage {
  readonly host: string;
  /** Size in bytes. */
  readonly size: number;
  readonly limit: ManifestSizeLimit;
  /** The largest packages in its store, with their sizes in bytes; empty if unknown. */
  readonly largest: readonly { readonly name: string; readonly size: number }[];
}

/** ISOs exceed their `maxSize`. */
export function imagesTooLarge(images: readonly TooLargeImage[]): Failure {
  const names = images.map(({ host }) => host).join(", ");
  return new Failure({
    kind: "build",
    code: "image-too-large",
    message: `the ${images.length === 1 ? "ISO" : "ISOs"} of ${names} ${images.length === 1 ? "exceeds its" : "exceed their"} maximum size`,
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
    message: `the ISO of ${host} is ${binarySize(size)}, which exceeds its maxSize by ${binarySize(size - limit.bytes)}`,
    value: `${binarySize(limit.bytes)} (${String(limit.bytes)} bytes; the ISO has ${String(size)})`,
    ...(packages === "" ? {} : { reason: `the largest packages in its store: ${packages}` }),
    fix: "increase compression, remove packages, or raise maxSize",
    ...(source === undefined ? {} : { source }),
  };
}
