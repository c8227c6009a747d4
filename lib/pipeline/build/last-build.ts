import * as path from "node:path";
import * as E from "fp-ts/Either";
import type { Profile } from "../../model";
import { digestText, digestTreeSync } from "../../platform/files/digest";
import { tryReadManifest } from "../../project/output/manifest";
import { buildOf, readBuildRecordSync } from "../../project/results/build-record";
import { findIsoSync, isIsoSync } from "../../project/results/iso-file";
import { nothingToBuild } from "../errors";
import type { SynthRequest } from "../request";
import { selectTarget, type Target } from "../targets";
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

/** The latest build of a host: see {@link lastTargetSync}. */
export function lastBuildSync(settings: BuiltSettings, name: string): LastBuild {
  return lastTargetSync(settings, name).build;
}

/**
 * Looks up the latest build of a host, with the selected profile or without one. Does not run the program: compares with
 * the tree in the output.
 * @throws a failure with the command to run if there is no build, or if it is out of date or not in the store anymore.
 */
export function lastTargetSync(
  { output, profile, nix }: BuiltSettings,
  name: string,
): { readonly target: Target; readonly build: LastBuild } {
  const manifest = tryReadManifest(output);
  if (manifest === undefined) throw notSynthesized(output, name, profile?.name);
  const found = selectTarget(manifest, name);
  if (E.isLeft(found)) throw found.left;
  if (found.right.host.isoName === null) throw nothingToBuild(name);
  const built = buildOf(readBuildRecordSync(output), name, profile?.name);
  if (built === undefined) throw notBuilt(name, profile?.name);
  if (built.source !== sourceDigest({ output, profile }, found.right)) throw buildOutdated(name, profile?.name);
  const { storePath, sha256, size } = built;
  if (!isIsoSync(name, storePath, nix.store, size)) throw buildGone(name, profile?.name);
  const build = { host: name, ...findIsoSync(name, storePath, nix.store), sha256, storePath };
  return { target: found.right, build };
}

/** Digest of the inputs of an ISO that do not depend on the machine: the tree with its lock file, and the profile. */
export function sourceDigest(
  { output, profile }: { readonly output: string; readonly profile: Profile | undefined },
  { flake, host }: Target,
): string {
  const tree = digestTreeSync(path.join(output, flake.directory));
  // Files next to the ISO do not affect its contents.
  const applied = profile === undefined ? null : { ...profile, sbom: undefined };
  return digestText(JSON.stringify([tree, host.installable, applied]));
}
