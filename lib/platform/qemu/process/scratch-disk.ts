import { closeSync, ftruncateSync, openSync, statSync } from "node:fs";
import * as path from "node:path";
import type { ScratchDisk } from "../boot-options";
import { diskSizeDiffers, diskUnusable } from "../errors";

/**
 * Creates the file of a disk, or checks the existing one.
 * @param directory directory of the machine, removed with it
 * @returns its absolute path
 * @throws {@link VirtualMachineError} if an existing file has another size or is not writable
 */
export function prepareDiskSync({ size, file }: ScratchDisk, directory: string): string {
  const disk = path.resolve(directory, file === undefined ? "disk" : path.resolve(file));
  const present = statSync(disk, { throwIfNoEntry: false });
  if (present !== undefined && present.size !== size) throw diskSizeDiffers(disk, present.size, size);
  try {
    const descriptor = openSync(disk, present === undefined ? "wx" : "r+");
    // Sparse: unwritten blocks use no space.
    if (present === undefined) ftruncateSync(descriptor, size);
    closeSync(descriptor);
    return disk;
  } catch (error) {
    throw diskUnusable(disk, error as Error);
  }
}
