import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync } from "node:fs";

/** A loop device, backed by a file. */
export interface LoopDevice {
  /** Such as `/dev/loop0`. */
  readonly path: string;
  /** The file with the content of the device. */
  readonly file: string;
  readonly detach: () => void;
}

/**
 * Creates a loop device with a new file.
 * @param size in bytes
 * @throws Error if loop devices are not available, so that these tests are not skipped silently
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
