import * as path from "node:path";
import * as E from "fp-ts/Either";
import type { ManifestFlake, Profile } from "../../model";
import { digestText, digestTreeSync } from "../../platform/files/digest";
import { readTextIfExistsSync } from "../../platform/files/read-texts";
import { tryReadManifest } from "../../project/output/manifest";
import { flakeLockFile } from "../../project/lock-file/lock-file-name";
import { buildOf, readBuildRecordSync, type BuildRecord, type RecordedBuild } from "../../project/results/build-record";
import { findIsoSync } from "../../project/results/iso-file";
import type { SynthRequest } from "../request";
import { imagesOnly, selectTarget, type Target } from "../targets";
import { isBuiltSync } from "./build-result";
import { buildGone, buildOutdated, notBuilt, notSynthesized } from "./errors";

/** Which builds to look up. */
export interface BuiltSettings extends Pick<SynthRequest, "output" | "profile"> {
  readonly nix: Pick<SynthRequest["nix"], "store">;
}

/** The latest ISO of a host. */
export interface LastBuild {
  readonly host: string;
  /** Absolute path of the ISO. */
  readonly iso: string;
  /** Size in bytes. */
  readonly size: number;
  /** SHA-256 of the ISO, hexadecimal. */
  readonly sha256: string;
  readonly storePath: string;
}

/** The latest system of a machine. */
export interface LastSystem extends Pick<LastBuild, "host" | "storePath"> {
  /** Size of its store paths in bytes. */
  readonly size: number;
}

/** The latest build of a host: see {@link lastTargetSync}. */
export function lastBuildSync(settings: BuiltSettings, name: string): LastBuild {
  return lastTargetSync(settings, name).build;
}

/**
 * Looks up the latest ISO of a host, with the selected profile or without one. Does not run the program: compares with
 * the tree in the output.
 * @throws a failure with the command to run if there is no build, or if it is out of date or not in the store anymore; also
 *   if the host is a machine.
 */
export function lastTargetSync(
  settings: BuiltSettings,
  name: string,
): { readonly target: Target; readonly build: LastBuild } {
  const found = lastResultSync(settings, name, { imagesOnly: true });
  if (!("sha256" in found.build)) throw new TypeError(`${name} has no ISO`);
  return { target: found.target, build: found.build };
}

/** The same for the latest ISO, or system of a machine. */
export function lastResultSync(
  { output, profile, nix }: BuiltSettings,
  name: string,
  { imagesOnly: isImageNeeded = false }: { readonly imagesOnly?: boolean } = {},
): { readonly target: Target; readonly build: LastBuild | LastSystem } {
  const manifest = tryReadManifest(output);
  if (manifest === undefined) throw notSynthesized(output, name, profile?.name);
  const found = selectTarget(manifest, name);
  if (E.isLeft(found)) throw found.left;
  const target = found.right;
  const refused = isImageNeeded ? imagesOnly(manifest, [target]) : E.right([]);
  if (E.isLeft(refused)) throw refused.left;
  const record = readBuildRecordSync(output);
  const built = buildOf(record, name, profile?.name);
  if (built === undefined) throw notBuilt(name, profile?.name);
  if (!isUpToDate(record, built, { output, profile }, target)) throw buildOutdated(target, profile?.name);
  if (!isBuiltSync(target, built, nix.store)) throw buildGone(target, profile?.name);
  const { storePath, sha256, size } = built;
  if (target.host.kind === "machine") return { target, build: { host: name, storePath, size } };
  return { target, build: { host: name, ...findIsoSync(name, storePath, nix.store), sha256, storePath } };
}

/** The tree that an ISO is built from, and the profile. */
interface Source {
  readonly output: string;
  readonly profile: Profile | undefined;
}

/**
 * Whether an ISO is that of the tree in the output. An ISO that was built with a replacement for nixpkgs does not depend on
 * the lock file of the project, which is in the tree after a run without the replacement.
 */
export function isUpToDate(record: BuildRecord, built: RecordedBuild, source: Source, target: Target): boolean {
  const { lock, digestWith } = readSource(source, target.flake);
  const replaced = (record.lockFiles[target.flake.directory] ?? []).map(({ content }) => content);
  return [lock, ...replaced].some((each) => built.source === digestWith(each, target));
}

/**
 * A function for the digest of the inputs of an ISO that do not depend on the machine: the tree with its lock file, and the
 * profile. Reads the tree of a flake once, however many hosts it has.
 */
export function sourceDigests(source: Source): (target: Target) => string {
  const known = new Map<ManifestFlake, FlakeSource>();
  return (target) => {
    const read = known.get(target.flake) ?? readSource(source, target.flake);
    known.set(target.flake, read);
    return read.digestWith(read.lock, target);
  };
}

/** A flake of a tree: its lock file, and a function for the digest of a host with that lock file or another one. */
interface FlakeSource {
  readonly lock: string | undefined;
  readonly digestWith: (lock: string | undefined, target: Target) => string;
}

/** Reads the tree of a flake once. */
function readSource({ output, profile }: Source, flake: ManifestFlake): FlakeSource {
  const directory = path.join(output, flake.directory);
  const tree = digestTreeSync(directory, flakeLockFile);
  // Files next to the ISO do not affect its contents.
  const applied = profile === undefined ? null : { ...profile, sbom: undefined };
  return {
    lock: readTextIfExistsSync(path.join(directory, flakeLockFile)),
    digestWith: (lock, { host }) => digestText(JSON.stringify([tree, lock ?? null, host.installable, applied])),
  };
}
