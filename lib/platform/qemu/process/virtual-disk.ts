import { closeSync, ftruncateSync, openSync, statSync } from "node:fs";
import * as path from "node:path";
import type { VirtualDisk } from "../boot-options";
import { diskSerialInvalid, diskSizeDiffers, diskSizeMissing, diskUnusable } from "../errors";
import { omitUndefined } from "../omit-undefined";
import type { PreparedDisk } from "./qemu-arguments";

/** Disks that have a file: their own, or one in a directory. */
export function disksIn(directory: string, disks: readonly VirtualDisk[]): readonly (VirtualDisk & { file: string })[] {
  return disks.map((disk, index) => ({
    ...disk,
    file: path.resolve(disk.file ?? path.join(directory, `disk${String(index)}`)),
  }));
}

/**
 * Creates the files of disks, or checks the existing ones.
 * @param directory directory of the machine, removed with it
 * @throws {@link VirtualMachineError} if an existing file has another size or is not writable
 */
export function prepareDisksSync(disks: readonly VirtualDisk[], directory: string): readonly PreparedDisk[] {
  return disksIn(directory, disks).map(({ file, size, serial, discardWrites }) => {
    // Virtio has 20 bytes for it; udev and `lsblk` show others changed.
    if (serial !== undefined && !/^[\w.:+@=#-]{1,20}$/.test(serial)) throw diskSerialInvalid(serial);
    prepareFile(file, size);
    return { file, ...omitUndefined({ serial, discardWrites }) };
  });
}

function prepareFile(file: string, size: number | undefined): void {
  const present = statSync(file, { throwIfNoEntry: false });
  if (present !== undefined && size !== undefined && present.size !== size) {
    throw diskSizeDiffers(file, present.size, size);
  }
  if (present === undefined && size === undefined) throw diskSizeMissing(file);
  try {
    const descriptor = openSync(file, present === undefined ? "wx" : "r+");
    // Sparse: unwritten blocks use no space.
    if (present === undefined) ftruncateSync(descriptor, size);
    closeSync(descriptor);
  } catch (error) {
    throw diskUnusable(file, error as Error);
  }
}
