import { closeSync, ftruncateSync, openSync, statSync } from "node:fs";
import * as path from "node:path";
import type { ScratchDisk } from "../boot-options";
import { diskSizeDiffers, diskUnusable } from "../errors";

/**
 * Makes the file of a disk, or finds the one that is to be used again.
 * @param directory of the machine, which goes with it
 * @returns its path, absolute
 * @throws {@link VirtualMachineError} when what is there has another size, or cannot be written
 */
export function prepareDiskSync({ size, file }: ScratchDisk, directory: string): string {
  const disk = path.resolve(directory, file === undefined ? "disk" : path.resolve(file));
  const present = statSync(disk, { throwIfNoEntry: false });
  if (present !== undefined && present.size !== size) throw diskSizeDiffers(disk, present.size, size);
  try {
    const descriptor = openSync(disk, present === undefined ? "wx" : "r+");
    // Sparse: what nobody writes takes no space.
    if (present === undefined) ftruncateSync(descriptor, size);
    closeSync(descriptor);
    return disk;
  } catch (error) {
    throw diskUnusable(disk, error as Error);
  }
}
