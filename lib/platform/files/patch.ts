import { chmodSync, closeSync, constants, copyFileSync, fsyncSync, openSync, writeSync } from "node:fs";

/** Bytes of a copy that differ from those of its original. */
export interface Patch {
  /** From the beginning of the file. */
  readonly position: number;
  readonly bytes: Buffer;
}

/** Replaces what a patch covers of a block. */
export function applyPatch(block: Buffer, position: number, { position: at, bytes }: Patch): void {
  const from = Math.max(at, position);
  const to = Math.min(at + bytes.length, position + block.length);
  if (from < to) bytes.copy(block, from - position, from - at, to - at);
}

/**
 * Copies a file with a patch. Only its owner can read the copy, from before the patch is written.
 * @param target does not exist yet
 */
export function copyPatchedSync(source: string, target: string, patch: Patch): void {
  copyFileSync(source, target, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  chmodSync(target, 0o600);
  const descriptor = openSync(target, "r+");
  try {
    for (let written = 0; written < patch.bytes.length;) {
      written += writeSync(descriptor, patch.bytes, written, patch.bytes.length - written, patch.position + written);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
