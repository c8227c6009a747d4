import { writeFileSync } from "node:fs";
import * as path from "node:path";
import type { ManifestFlake } from "../../model";
import { digestText } from "../../platform/files/digest";
import { readTextIfExistsSync } from "../../platform/files/read-texts";
import { systemFailure } from "../../platform/system-error";
import { flakeLockFile } from "../../project/lock-file/lock-file-name";
import type { BuildRecord, RecordedLock } from "../../project/results/build-record";
import type { SynthRequest } from "../request";

/**
 * Restores the lock files that an earlier build made with a replacement for nixpkgs. Without a replacement, the project has
 * the lock file. A run that does not lock a flake thus does not change it, so that its image stays up to date.
 */
export function restoreLocks(
  request: SynthRequest,
  tree: string,
  flakes: readonly ManifestFlake[],
  lockFiles: BuildRecord["lockFiles"],
): void {
  if (request.nixpkgs === undefined) return;
  for (const flake of flakes) {
    const origin = lockOrigin(request, tree, flake);
    const known = lockFiles[flake.directory]?.find((lock) => lock.origin === origin);
    if (known === undefined) continue;
    const file = path.join(tree, flake.directory, flakeLockFile);
    try {
      writeFileSync(file, known.content);
    } catch (error) {
      throw systemFailure(error, `write ${file}`) ?? error;
    }
  }
}

/** The lock files of flakes in a tree, to restore them; empty without a replacement for nixpkgs. */
export function locksToRecord(
  request: SynthRequest,
  tree: string,
  flakes: readonly ManifestFlake[],
): ReadonlyMap<string, RecordedLock> {
  if (request.nixpkgs === undefined) return new Map();
  return new Map(
    flakes.flatMap((flake): [string, RecordedLock][] => {
      const content = readTextIfExistsSync(path.join(tree, flake.directory, flakeLockFile));
      if (content === undefined) return [];
      return [[flake.directory, { origin: lockOrigin(request, tree, flake), content }]];
    }),
  );
}

/** Digest of everything that a flake's lock file depends on, except the state of the replacement for nixpkgs. */
function lockOrigin({ projectDirectory, nixpkgs }: SynthRequest, tree: string, flake: ManifestFlake): string {
  const inputs = readTextIfExistsSync(path.join(tree, flake.directory, "flake.nix"));
  const projectLock = readTextIfExistsSync(path.resolve(projectDirectory, flake.lockFile));
  return digestText(JSON.stringify([inputs, projectLock ?? null, nixpkgs, flake.release]));
}
