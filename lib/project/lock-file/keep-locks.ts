import { copyFileSync, existsSync } from "node:fs";
import * as path from "node:path";
import { readTextIfExistsSync } from "../../platform/files/read-texts";
import { systemFailure } from "../../platform/system-error";
import { flakeLockFile } from "./lock-file-name";

/**
 * Copies the lock file of each flake in an output to the new tree if its `flake.nix`, and thus its inputs, is the same. A
 * program that runs without the command line knows nothing of locks, and would otherwise remove those of a built tree.
 */
export function keepLocksSync(flakes: readonly string[], output: string, tree: string): void {
  for (const flake of flakes) {
    const [old, fresh] = [path.join(output, flake), path.join(tree, flake)];
    const lock = path.join(old, flakeLockFile);
    if (!existsSync(lock) || textOf(old) !== textOf(fresh)) continue;
    try {
      copyFileSync(lock, path.join(fresh, flakeLockFile));
    } catch (error) {
      throw systemFailure(error, `copy ${lock}`) ?? error;
    }
  }
}

function textOf(flake: string): string | undefined {
  return readTextIfExistsSync(path.join(flake, "flake.nix"));
}
