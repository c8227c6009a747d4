import * as nodePath from "node:path";
import { Failure } from "../failure";
import { installFix } from "../install-command";
import { operatingSystem } from "../operating-system";
import { describeProcess, type ProcessResult } from "../process/run-process";
import { systemErrorCode } from "../system-error";

/** `lsblk` is not installed. */
export function lsblkMissing(): Failure {
  return new Failure({
    kind: "machine",
    code: "lsblk-missing",
    message: "`lsblk` is not on the PATH",
    reason: "cdknix uses it to identify devices and to check whether they are in use; it runs on Linux only",
    fix:
      operatingSystem().family === "macos"
        ? "write it with dd: diskutil list, diskutil unmountDisk /dev/diskN, sudo dd if=FILE.iso of=/dev/rdiskN bs=4m"
        : `${installFix("util-linux")}, or write the ISO with another tool`,
  });
}

/** `lsblk` failed. */
export function lsblkFailed(run: ProcessResult): Failure {
  return new Failure({
    kind: "machine",
    code: "lsblk-failed",
    message: "`lsblk` cannot list the devices of this machine",
    output: run.stderr.trim() === "" ? undefined : run.stderr.trim(),
    reason: "util-linux before 2.37 lacks columns that cdknix needs, and some containers expose no devices",
    details: describeProcess(run),
    cause: run.cause,
  });
}

/** The output of `lsblk` cannot be parsed. */
export function lsblkOutputInvalid(run: ProcessResult): Failure {
  return new Failure({
    kind: "unexpected",
    code: "lsblk-output-strange",
    message: "`lsblk` did not print the devices of this machine as JSON",
    output: run.stdout.trim(),
    details: describeProcess(run),
  });
}

/** The target does not exist. */
export function deviceMissing(path: string): Failure {
  const list = "run `synth flash` to list the removable devices; if yours is not listed, plug it in";
  const isDevice = /^\/dev(?:\/|$)/.test(nodePath.resolve(path));
  return new Failure({
    kind: "usage",
    code: "device-missing",
    message: `${path} does not exist`,
    reason: "a new file is created only with --kind file, and never in /dev, where it would look like a written device",
    fix: isDevice ? list : `to create this file, pass --kind file. To write to a device, ${list}`,
  });
}

/** A new file cannot be created for the image. */
export function fileNotCreated(path: string, reason: string): Failure {
  return new Failure({
    kind: "usage",
    code: "file-not-created",
    message: `cannot create ${path}`,
    reason,
    fix: "choose a file in an existing directory",
  });
}

/** The target cannot hold an image. */
export function deviceNotWritable(path: string, what: string, isFileExpected: boolean): Failure {
  return new Failure({
    kind: "usage",
    code: "device-not-block",
    message: `${path} is ${what}`,
    reason: isFileExpected
      ? "images are written to regular files and whole disks"
      : "images are written to whole disks",
    fix: isFileExpected ? "choose a file name" : "run `synth flash` to list the removable devices",
  });
}

/** The target file cannot be opened or created. */
export function fileNotOpened(path: string, error: unknown): Failure {
  const isDenied = ["EACCES", "EPERM"].includes(systemErrorCode(error) ?? "");
  return new Failure({
    kind: "machine",
    code: isDenied ? "device-permission" : "device-not-opened",
    message: isDenied ? `no permission to write to ${path}` : `cannot open ${path}`,
    reason: isDenied ? "the file or its directory is not writable for this user" : (error as Error).message,
    fix: "choose another file",
    cause: error,
  });
}

/** The target cannot be opened. */
export function deviceNotOpened(path: string, error: unknown): Failure {
  const code = systemErrorCode(error) ?? "";
  if (code === "EBUSY") {
    return new Failure({
      kind: "usage",
      code: "device-busy",
      message: `${path} is in use`,
      reason: "something on it is mounted (perhaps not visible to this process), or another program is writing to it",
      fix: "unmount it (lsblk and fuser show what uses it)",
    });
  }
  const isDenied = code === "EACCES" || code === "EPERM";
  return new Failure({
    kind: "machine",
    code: isDenied ? "device-permission" : "device-not-opened",
    message: isDenied ? `no permission to write to ${path}` : `cannot open ${path}`,
    reason: isDenied ? "devices belong to root and usually the group `disk`" : (error as Error).message,
    fix: isDenied ? 'run as root: sudo env "PATH=$PATH" npx synth flash …' : "unplug it and plug it in again",
    cause: error,
  });
}

/** Another device now has the name. */
export function deviceChanged(path: string): Failure {
  return new Failure({
    kind: "usage",
    code: "device-changed",
    message: `${path} is no longer the same device`,
    reason: "the device was unplugged after you chose it, and its name now belongs to another device",
    fix: "run `synth flash` to list the removable devices",
  });
}

/** A mount point of the device cannot be unmounted. */
export function deviceNotUnmounted(point: string, run: ProcessResult): Failure {
  return new Failure({
    kind: run.startError === undefined ? "usage" : "machine",
    code: "device-not-unmounted",
    message: `cannot unmount ${point}`,
    output: run.stderr.trim() === "" ? undefined : run.stderr.trim(),
    reason: "nothing was written",
    fix: "close the programs that use it (fuser --mount lists them)",
    details: describeProcess(run),
  });
}

/** The user or the device interrupted the write. */
export function deviceHalfWritten(path: string, done: number, size: number, error: unknown): Failure {
  const how = `${(done / 1e6).toFixed(1)} of ${(size / 1e6).toFixed(1)} MB`;
  return new Failure({
    kind: "machine",
    code: "device-half-written",
    message: `${path} is incomplete: only ${how} were written`,
    reason: error === undefined ? "the write was interrupted" : (error as Error).message,
    fix: "flash the ISO again; its previous data is lost, and it does not boot",
    cause: error,
  });
}

/** The user interrupted the creation of a file, or its disk is full. */
export function fileNotWritten(path: string, done: number, size: number, error: unknown): Failure {
  return new Failure({
    kind: "machine",
    code: "device-half-written",
    message: `cannot create ${path}: ${(done / 1e6).toFixed(1)} of ${(size / 1e6).toFixed(1)} MB were written`,
    reason: error === undefined ? "the write was interrupted" : (error as Error).message,
    fix: "flash the ISO again; the incomplete file was removed",
    cause: error,
  });
}

/** The device returned other data than was written. */
export function deviceDiffers(path: string, wanted: string, found: string): Failure {
  return new Failure({
    kind: "machine",
    code: "device-differs",
    message: `verification of ${path} failed: its data differs from the ISO`,
    reason: `sha256 of the ISO: ${wanted}; read back: ${found}`,
    fix: "use another device: this one is defective or reports a false size",
  });
}

/** The device cannot be read back. */
export function deviceNotRead(path: string, error: unknown): Failure {
  return new Failure({
    kind: "machine",
    code: "device-not-read",
    message: `${path} was written but cannot be read back`,
    reason: error === undefined ? "the verification was interrupted" : (error as Error).message,
    fix: "flash the ISO again: the copy is not verified",
    cause: error,
  });
}

/** The kernel's cache of the device cannot be dropped. */
export function cacheNotDropped(path: string, run: ProcessResult): Failure {
  return new Failure({
    kind: "machine",
    code: "device-cache",
    message: `${path} was written but cannot be verified`,
    output: run.stderr.trim() === "" ? undefined : run.stderr.trim(),
    reason: "`blockdev --flushbufs` failed, so the data would be read from memory instead of the device",
    fix: `${installFix("util-linux")}, and flash the ISO again`,
    details: describeProcess(run),
  });
}

/** The ISO changed since it was built. */
export function isoDamaged(iso: string, wanted: string, found: string): Failure {
  return new Failure({
    kind: "machine",
    code: "iso-damaged",
    message: `${iso} has changed since it was built`,
    reason: `sha256 when built: ${wanted}; now: ${found}`,
    fix: "repair the store (nix-store --verify --check-contents --repair), build again with --force, and flash again",
  });
}
