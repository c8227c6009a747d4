import * as path from "node:path";
import { attributeEvaluation } from "../../attribution/attribute-evaluation";
import { readSourceMap } from "../../attribution/source-map";
import type { Manifest, ManifestFlake } from "../../model";
import { isFailure } from "../../platform/failure";
import { digestText, digestTreeSync } from "../../platform/files/digest";
import { nixIdentitySync, type NixTool } from "../../platform/nix/tool";
import { lockDigestSync, lockForProject, lockWithNixpkgs, readLockedInputsSync, reuseLockSync, seedLockSync, type LockTarget } from "../../project/lock-file/flake-lock";
import type { BuildRecord } from "../../project/results/build-record";
import { lockOutdated } from "../errors";
import { logListener, type Reporter } from "../reporter";
import { embeddedNixpkgs, type SynthRequest } from "../request";
import { describeLockChange, lockChanges } from "./lock-changes";
import { nixpkgsOverride, nixpkgsOverrideIdentity } from "./nixpkgs-override";

/** Gives every flake in a tree the locks that its project has. */
export function seedLocks(request: SynthRequest, tree: string, manifest: Manifest): void {
  for (const flake of Object.values(manifest.flakes)) seedLockSync(lockTarget(request, tree, flake));
}

/** What locking has to know besides the request. */
export interface LockContext {
  /** Nix, found when it is needed. */
  readonly tool: () => Promise<NixTool>;
  readonly request: SynthRequest;
  readonly reporter: Reporter;
  /** What is known of the locks in the output. */
  readonly known: BuildRecord["locks"];
}

/**
 * Locks the inputs of flakes in a tree, in staging, so that nothing half-locked is ever to be seen: for the project, or
 * with what stands in for nixpkgs. Where nothing changed since the output was locked, its locks are taken over without Nix.
 * @returns for which input each is locked, by the flake's directory, where that can be told.
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
      await whileLocking(lockFlake(context, target, flake), { flake, tree, request });
    }
    // What the next run begins with: the project may have a new lock file, and the offline base new packages.
    const next = request.nixpkgs === undefined ? digestTreeSync(target.directory) : seeded;
    const baseNow = nixpkgsOverrideIdentity(request, release);
    if (baseNow === undefined || (baseNow !== base && request.nixpkgs !== embeddedNixpkgs)) continue;
    locked[directory] = lockKey(request, next, baseNow, target.directory);
  }
  return locked;
}

/** Leads a failure of locking back to the program. */
export async function whileLocking<T>(
  locking: Promise<T>,
  { flake, tree, request }: { readonly flake: ManifestFlake; readonly tree: string; readonly request: SynthRequest },
): Promise<T> {
  return locking.catch(async (error: unknown) => {
    if (!isFailure(error)) throw error;
    // Nix says where in flake.nix it stopped; there is no way to the error to ask for.
    throw await attributeEvaluation(error, flake, readSourceMap(flake, tree, request.nix.store));
  });
}

/** Everything that a flake's lock file comes from, with the lock file that came of it in a directory. */
function lockKey({ nix }: SynthRequest, tree: string, base: string, directory: string): string {
  return digestText(JSON.stringify([tree, base, nix, nixIdentitySync(), lockDigestSync(directory)]));
}

async function lockFlake(
  { tool, request, reporter }: LockContext,
  target: LockTarget,
  flake: ManifestFlake,
): Promise<void> {
  reporter.step("locking the inputs", "lock");
  const nix = await tool();
  const reference = await nixpkgsOverride(nix, request, flake.release, reporter);
  // Not the lines: Nix warns of every lock that it makes.
  const { onEvent } = logListener(reporter);
  const listening = { onEvent };
  if (reference !== undefined) {
    await lockWithNixpkgs(nix, target, reference, listening);
    return;
  }
  const { before, after, isKept, keep } = await lockForProject(nix, target, { listening });
  const changes = lockChanges(before, after).map(describeLockChange);
  if (!isKept && request.frozenLocks) throw lockOutdated(flake.lockFile, changes);
  for (const change of changes) reporter.step(`${flake.lockFile}: ${change}`);
  if (request.until !== "plan") keep();
}

/** Names of the inputs that a flake in a tree is locked with. */
export function lockedInputs(tree: string, flake: ManifestFlake): readonly string[] {
  return readLockedInputsSync(path.join(tree, flake.directory));
}

/** Where a flake in a tree is, and the lock file of the project that is for it. */
export function lockTarget(request: SynthRequest, tree: string, flake: ManifestFlake): LockTarget {
  return {
    directory: path.join(tree, flake.directory),
    projectLock: path.resolve(request.projectDirectory, flake.lockFile),
  };
}
