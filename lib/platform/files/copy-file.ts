import { chmodSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";

/** Mode of a file in a tree: as in git and the Nix store, a file is either executable or not. */
export function fileMode(executable: boolean): number {
  return executable ? 0o755 : 0o644;
}

/**
 * Copies a file's content, with the mode of a file in a tree.
 * @param skip number of bytes at the beginning to omit
 */
export function copyFileAs(source: string, target: string, executable: boolean, skip = 0): void {
  if (skip === 0) copyFileSync(source, target);
  else writeFileSync(target, readFileSync(source).subarray(skip));
  chmodSync(target, fileMode(executable));
}
