import * as path from "node:path";
import {
  fetchFlake,
  lockForProject,
  lockWithNixpkgs,
  makeOfflineBase,
  readLockedInputsSync,
  seedLockSync,
  type LockTarget,
  type NixTool,
} from "../effects";
import type { Manifest, ManifestFlake } from "../model";
import { lockOutdated } from "./errors";
import { embeddedNixpkgs, type Reporter, type SynthRequest } from "./request";

/** Gives every flake in a tree the locks that its project has. */
export function seedLocks(request: SynthRequest, tree: string, manifest: Manifest): void {
  for (const flake of Object.values(manifest.flakes)) seedLockSync(lockTarget(request, tree, flake));
}

/**
 * Locks the inputs of flakes in a tree, in staging, so that nothing half-locked is ever to be seen: for the project, or
 * with what stands in for nixpkgs.
 */
export async function lockFlakes(
  tool: NixTool,
  request: SynthRequest,
  tree: string,
  flakes: readonly ManifestFlake[],
  reporter: Reporter,
): Promise<void> {
  for (const flake of flakes) {
    const target = lockTarget(request, tree, flake);
    const reference = await standIn(tool, request, flake.release, reporter);
    if (reference !== undefined) {
      await lockWithNixpkgs(tool, target, reference);
      continue;
    }
    const isFrozen = request.frozenLocks || request.until === "plan";
    const projectHasIt = await lockForProject(tool, target, { isFrozen });
    if (!projectHasIt && request.frozenLocks) throw lockOutdated(flake.lockFile);
  }
}

/** Names of the inputs that a flake in a tree is locked with. */
export function lockedInputs(tree: string, flake: ManifestFlake): readonly string[] {
  return readLockedInputsSync(path.join(tree, flake.directory));
}

function lockTarget(request: SynthRequest, tree: string, flake: ManifestFlake): LockTarget {
  return {
    directory: path.join(tree, flake.directory),
    projectLock: path.resolve(request.projectDirectory, flake.lockFile),
  };
}

/** The flake reference of what stands in for nixpkgs; undefined when the flake's own is used. */
async function standIn(
  tool: NixTool,
  request: SynthRequest,
  release: string,
  reporter: Reporter,
): Promise<string | undefined> {
  const { nixpkgs, output, projectDirectory } = request;
  if (nixpkgs === undefined) return undefined;
  if (nixpkgs === embeddedNixpkgs) {
    reporter.step(`preparing the offline base for NixOS ${release}`);
    return makeOfflineBase(tool, output, release, (line) => {
      reporter.nix(line);
    });
  }
  if (!isLocal(nixpkgs)) return nixpkgs;
  // By its store path, so that the lock, and with it the ISO, does not depend on where the directory lies.
  return fetchFlake(tool, nixpkgs, projectDirectory);
}

function isLocal(reference: string): boolean {
  return /^(?:[./~]|path:|git\+file:)/.test(reference);
}
