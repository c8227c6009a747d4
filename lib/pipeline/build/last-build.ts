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

/** Where builds are looked for. */
export interface BuiltSettings extends Pick<SynthRequest, "output" | "profile"> {
  readonly nix: Pick<SynthRequest["nix"], "store">;
}

/** The ISO that was built of a host last. */
export interface LastBuild {
  readonly host: string;
  /** Absolute path of the ISO. */
  readonly iso: string;
  /** In bytes. */
  readonly size: number;
  /** Of the ISO, hexadecimal. */
  readonly sha256: string;
  readonly storePath: string;
}

/** What was built of a host last: see {@link lastTargetSync}. */
export function lastBuildSync(settings: BuiltSettings, name: string): LastBuild {
  return lastTargetSync(settings, name).build;
}

/**
 * What was built of a host last, with the profile that is asked for or without one. The program is not run: what counts is
 * the tree in the output.
 * @throws a failure that says what to run, when nothing was built of the tree as it is, or it is gone.
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

/** What an ISO is built of, whoever builds it: the tree with its lock file, and what is laid over it. */
export function sourceDigest(
  { output, profile }: { readonly output: string; readonly profile: Profile | undefined },
  { flake, host }: Target,
): string {
  const tree = digestTreeSync(path.join(output, flake.directory));
  // What is put next to the ISO decides nothing of what is in it.
  const laid = profile === undefined ? null : { ...profile, sbom: undefined };
  return digestText(JSON.stringify([tree, host.installable, laid]));
}
