import * as path from "node:path";
import type { VirtualDisk } from "../../platform/qemu/boot-options";
import { omitUndefined } from "../../platform/qemu/omit-undefined";
import { diskWithoutSize } from "./errors";
import type { VmOptions } from "./options";

/**
 * The disks that the options describe: the first `--disk-serial` and the first `--disk-file` belong to the first `--disk`, and
 * so on.
 * @throws a failure if there are more serial numbers or files than disks
 */
export function disksOf({ disk = [], diskSerial = [], diskFile = [] }: VmOptions): readonly VirtualDisk[] {
  for (const [option, values] of Object.entries({ "--disk-serial": diskSerial, "--disk-file": diskFile })) {
    const extra = values[disk.length];
    if (extra !== undefined) throw diskWithoutSize(option, extra, disk.length);
  }
  return disk.map((size, index) => {
    const file = diskFile[index];
    const serial = diskSerial[index];
    return { size, ...omitUndefined({ serial, file: file === undefined ? undefined : path.resolve(file) }) };
  });
}
