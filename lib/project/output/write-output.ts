import { outputPaths } from "./output-paths";
import { checkOursSync, replaceSync } from "./publish";
import { lockOutputSync, type LockOptions } from "./run-lock";
import { makeStagingSync, removeLeftoversSync } from "./staging";

/**
 * Replaces an output directory with the files that `write` puts into a new directory: one run at a time, atomically, and
 * only if `write` succeeds and something changed.
 * @throws errors of `write`, and the failures of locking and publishing.
 */
export function writeOutputSync(output: string, write: (tree: string) => void, options: LockOptions = {}): void {
  checkOursSync(outputPaths(output).output);
  const lock = lockOutputSync(output, options);
  try {
    removeLeftoversSync(output);
    const staging = makeStagingSync(output);
    try {
      write(staging.tree);
      replaceSync(staging.tree, output);
    } finally {
      staging.remove();
    }
  } finally {
    lock.release();
  }
}
