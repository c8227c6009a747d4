import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync } from "node:fs";

/** A block device that the kernel makes of a file. */
export interface LoopDevice {
  /** Such as `/dev/loop0`. */
  readonly path: string;
  /** The file that holds what is on it. */
  readonly file: string;
  readonly detach: () => void;
}

/**
 * Makes a device of a new file.
 * @param size in bytes
 * @throws Error where there are no loop devices: without them nothing of this can be tried, and that is not to go unnoticed
 */
export function loopDevice(file: string, size: number, options: readonly string[] = []): LoopDevice {
  const descriptor = openSync(file, "w");
  ftruncateSync(descriptor, size);
  closeSync(descriptor);
  const made = spawnSync("losetup", ["--find", "--show", ...options, file], { encoding: "utf8" });
  if (made.status !== 0) {
    const why = made.error?.message ?? made.stderr.trim();
    throw new Error(
      `no loop device can be made here, so that writing devices is NOT tested: ${why} (as root: modprobe loop)`,
    );
  }
  const path = made.stdout.trim();
  return { path, file, detach: () => void execFileSync("losetup", ["--detach", path]) };
}
