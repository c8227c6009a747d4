import { Failure } from "../failure";
import { describeProcess, type ProcessResult } from "../process/run-process";
import { systemErrorCode } from "../system-error";

/** There is no `lsblk`. */
export function lsblkMissing(): Failure {
  return new Failure({
    kind: "machine",
    code: "lsblk-missing",
    message: "there is no `lsblk` on the PATH",
    reason: "it tells what a device is, and whether it is in use; devices are written on Linux only",
    fix: "install util-linux (apt-get install util-linux), or copy the ISO to the device by other means",
  });
}

/** `lsblk` failed. */
export function lsblkFailed(run: ProcessResult): Failure {
  return new Failure({
    kind: "machine",
    code: "lsblk-failed",
    message: "`lsblk` does not tell the devices of this machine",
    output: run.stderr.trim() === "" ? undefined : run.stderr.trim(),
    reason: "util-linux older than 2.37 does not know all that is asked for, and some containers show no devices",
    details: describeProcess(run),
    cause: run.cause,
  });
}

/** `lsblk` said something that is not understood. */
export function lsblkStrange(run: ProcessResult): Failure {
  return new Failure({
    kind: "unexpected",
    code: "lsblk-output-strange",
    message: "`lsblk` did not print the devices of this machine as JSON",
    output: run.stdout.trim(),
    details: describeProcess(run),
  });
}

/** Nothing is where the image is to be written to. */
export function deviceMissing(path: string): Failure {
  return new Failure({
    kind: "usage",
    code: "device-missing",
    message: `there is no ${path}`,
    reason: "nothing is made in its place: a file in /dev would look like a device that was written",
    fix: "synth flash lists the removable devices; plug it in if it is not among them",
  });
}

/** What is there can hold no image. */
export function deviceNotWritable(path: string, what: string): Failure {
  return new Failure({
    kind: "usage",
    code: "device-not-block",
    message: `${path} is ${what}`,
    reason: "an image is written to a whole disk",
    fix: "synth flash lists the removable devices",
  });
}

/** A target could not be opened. */
export function deviceNotOpened(path: string, error: unknown): Failure {
  const code = systemErrorCode(error) ?? "";
  if (code === "EBUSY") {
    return new Failure({
      kind: "usage",
      code: "device-busy",
      message: `the kernel refuses to let ${path} be written: it is in use`,
      reason: "something on it is mounted, perhaps where this process cannot see it, or another program is writing it",
      fix: "unmount what is on it: lsblk and fuser show who uses it",
    });
  }
  const isDenied = code === "EACCES" || code === "EPERM";
  return new Failure({
    kind: "machine",
    code: isDenied ? "device-permission" : "device-not-opened",
    message: isDenied ? `this user may not write ${path}` : `${path} cannot be opened`,
    reason: isDenied ? "devices belong to root and to a group, mostly `disk`" : (error as Error).message,
    fix: isDenied ? 'run it as root: sudo env "PATH=$PATH" npx synth flash …' : "plug it out and in again",
    cause: error,
  });
}

/** Another device has the name by now. */
export function deviceChanged(path: string): Failure {
  return new Failure({
    kind: "usage",
    code: "device-changed",
    message: `${path} is not the device any more that was asked about`,
    reason: "it was plugged out meanwhile, and another one has its name",
    fix: "look again: synth flash lists the removable devices",
  });
}

/** What is mounted of a device stays mounted. */
export function deviceNotUnmounted(point: string, run: ProcessResult): Failure {
  return new Failure({
    kind: run.startError === undefined ? "usage" : "machine",
    code: "device-not-unmounted",
    message: `${point} cannot be unmounted`,
    output: run.stderr.trim() === "" ? undefined : run.stderr.trim(),
    reason: "nothing was written",
    fix: "close what uses it: fuser --mount shows who does",
    details: describeProcess(run),
  });
}

/** The writing was broken off, by the user or by the device. */
export function deviceHalfWritten(path: string, done: number, size: number, error: unknown): Failure {
  const how = `${(done / 1e6).toFixed(1)} of ${(size / 1e6).toFixed(1)} MB`;
  return new Failure({
    kind: "machine",
    code: "device-half-written",
    message: `${path} is half written: ${how}`,
    reason: error === undefined ? "it was interrupted" : (error as Error).message,
    fix: "what was on it is lost, and it does not boot: flash it again",
    cause: error,
  });
}

/** A device gave back something else than what was written to it. */
export function deviceDiffers(path: string, wanted: string, found: string): Failure {
  return new Failure({
    kind: "machine",
    code: "device-differs",
    message: `${path} does not hold what was written to it`,
    reason: `sha256 of the ISO: ${wanted}; read back: ${found}`,
    fix: "it is defective, or pretends to be larger than it is: take another one",
  });
}

/** A device could not be read back. */
export function deviceNotRead(path: string, error: unknown): Failure {
  return new Failure({
    kind: "machine",
    code: "device-not-read",
    message: `${path} was written, and cannot be read back`,
    reason: error === undefined ? "it was interrupted" : (error as Error).message,
    fix: "whether it boots is not known: flash it again",
    cause: error,
  });
}

/** The kernel keeps its own copy of what is on the device. */
export function cacheNotDropped(path: string, run: ProcessResult): Failure {
  return new Failure({
    kind: "machine",
    code: "device-cache",
    message: `${path} was written, but cannot be checked`,
    output: run.stderr.trim() === "" ? undefined : run.stderr.trim(),
    reason: "`blockdev --flushbufs` failed: what is read back would come from memory, not from the device",
    fix: "install util-linux (apt-get install util-linux), and flash it again",
    details: describeProcess(run),
  });
}

/** The ISO changed since it was built. */
export function isoDamaged(iso: string, wanted: string, found: string): Failure {
  return new Failure({
    kind: "machine",
    code: "iso-damaged",
    message: `${iso} is not what was built`,
    reason: `sha256 when it was built: ${wanted}; now: ${found}`,
    fix: "repair the store (nix-store --verify --check-contents --repair), build again with --force, and flash again",
  });
}
