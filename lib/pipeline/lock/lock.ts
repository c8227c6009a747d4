import * as path from "node:path";
import { attributeEvaluation } from "../../attribution/attribute-evaluation";
import { readSourceMap } from "../../attribution/source-map";
import type { Manifest, ManifestFlake } from "../../model";
import { isFailure } from "../../platform/failure";
import { digestText, digestTreeSync } from "../../platform/files/digest";
import { nixIdentitySync, type NixTool } from "../../platform/nix/tool";
import {
  lockDigestSync,
  lockForProject,
  lockWithReplacements,
  readLockedInputsSync,
  reuseLockSync,
  seedLockSync,
  type LockTarget,
} from "../../project/lock-file/flake-lock";
import type { BuildRecord } from "../../project/results/build-record";
import { inputsUnreachable, lockOutdated } from "../errors";
import { checkNixVersion } from "./nix-version";
import { logListener, type Reporter } from "../reporter";
import { embeddedNixpkgs, type SynthRequest } from "../request";
import { describeLockChange, lockChanges } from "./lock-changes";
import { inputReplacements, nixpkgsOverrideIdentity } from "./nixpkgs-override";

/** Copies the project's lock files to all flakes in a tree. */
export function seedLocks(request: SynthRequest, tree: string, manifest: Manifest): void {
  for (const flake of Object.values(manifest.flakes)) seedLockSync(lockTarget(request, tree, flake));
}

/** Context of locking. */
export interface LockContext {
  /** Finds Nix when it is first needed. */
  readonly tool: () => Promise<NixTool>;
  readonly request: SynthRequest;
  readonly reporter: Reporter;
  /** The known lock keys of the output. */
  readonly known: BuildRecord["locks"];
}

/**
 * Locks the inputs of flakes in a staging tree, so that an incomplete state is never visible: for the project, or with a
 * replacement for nixpkgs. If nothing changed since the output was locked, reuses its lock files without Nix.
 * @returns the lock key of each flake by directory, if known.
 */
export async function lockFlakes(
  context: LockContext,
  tree: string,
  flakes: readonly ManifestFlake[],
): Promise<BuildRecord["locks"]> {
  const { request, known } = context;
  const locked: Record<string, string> = {};
  for (const flake of flakes) {
    const { directory, release } = flake;
    const target = lockTarget(request, tree, flake);
    const output = path.join(request.output, directory);
    const seeded = digestTreeSync(target.directory);
    const base = nixpkgsOverrideIdentity(request, release);
    const isKnown = base !== undefined && known[directory] === lockKey(request, seeded, base, output);
    if (!isKnown || request.force || !reuseLockSync(target, output, request.nix.store)) {
      const locking = whileLocking(lockFlake(context, target, flake), { flake, tree, request });
      await (request.nixpkgs === embeddedNixpkgs ? withoutOfflineBase(locking) : locking);
    }
    // The state that the next run starts with: the project may have a new lock file, and the offline base new packages.
    const next = request.nixpkgs === undefined ? digestTreeSync(target.directory) : seeded;
    const baseNow = nixpkgsOverrideIdentity(request, release);
    if (baseNow === undefined || (baseNow !== base && request.nixpkgs !== embeddedNixpkgs)) continue;
    locked[directory] = lockKey(request, next, baseNow, target.directory);
  }
  return locked;
}

/** Maps a failure of locking to the program. */
export async function whileLocking<T>(
  locking: Promise<T>,
  { flake, tree, request }: { readonly flake: ManifestFlake; readonly tree: string; readonly request: SynthRequest },
): Promise<T> {
  return locking.catch(async (error: unknown) => {
    if (!isFailure(error)) throw error;
    // Nix reports the position in flake.nix; there is no trace to request.
    throw await attributeEvaluation(error, flake, readSourceMap(flake, tree, request.nix.store));
  });
}

/** Makes a failure to reach the network not propose the offline base, where that does not help. */
export async function withoutOfflineBase<T>(locking: Promise<T>): Promise<T> {
  return locking.catch((error: unknown) => {
    throw isFailure(error) && error.code === "network-missing" ? inputsUnreachable(error) : error;
  });
}

/** Digest of all inputs of a flake's lock file, and of the lock file in a directory. */
function lockKey({ nix }: SynthRequest, tree: string, base: string, directory: string): string {
  return digestText(JSON.stringify([tree, base, nix, nixIdentitySync(), lockDigestSync(directory)]));
}

async function lockFlake(
  { tool, request, reporter }: LockContext,
  target: LockTarget,
  flake: ManifestFlake,
): Promise<void> {
  // The offline base has a step of its own, and neither replacement changes the project's lock file.
  if (request.nixpkgs !== embeddedNixpkgs) {
    const replacement = request.nixpkgs === undefined ? "" : ` with nixpkgs from ${request.nixpkgs}`;
    reporter.step(`locking the inputs${replacement}`, "lock");
  }
  const nix = await tool();
  checkNixVersion(nix, flake, request);
  const replacements = await inputReplacements(nix, request, flake.release, reporter);
  // Only events: Nix prints a warning for each lock file that it creates.
  const { onEvent } = logListener(reporter);
  const listeners = { onEvent };
  if (replacements !== undefined) {
    await lockWithReplacements(nix, target, replacements, listeners);
    return;
  }
  const { before, after, isKept, keep } = await lockForProject(nix, target, { listeners });
  const changes = lockChanges(before, after).map(describeLockChange);
  if (!isKept && request.frozenLocks) throw lockOutdated(flake.lockFile, changes);
  for (const change of changes) reporter.step(`${flake.lockFile}: ${change}`);
  if (request.until !== "plan") keep();
}

/** Names of the locked inputs of a flake in a tree. */
export function lockedInputNames(tree: string, flake: ManifestFlake): readonly string[] {
  return readLockedInputsSync(path.join(tree, flake.directory));
}

/** The directory of a flake in a tree, and the project's lock file for it. */
export function lockTarget(request: SynthRequest, tree: string, flake: ManifestFlake): LockTarget {
  return {
    directory: path.join(tree, flake.directory),
    projectLock: path.resolve(request.projectDirectory, flake.lockFile),
  };
}
