import { homedir } from "node:os";
import * as path from "node:path";
import { defaultOutput } from "../../model";
import { Failure } from "../../platform/failure";

/** A file of the user is not the one any more that was read before. */
export function fileChanged(file: string): Failure {
  return new Failure({
    kind: "program",
    code: "file-changed",
    message: `${file} changed while it was copied into the flake`,
    reason: "another program writes it, and the copy could be incomplete",
    fix: "run the command again when the file is complete",
  });
}

/** The output exists and was not created by cdknix. */
export function outputNotOurs(output: string, found: string): Failure {
  return new Failure({
    kind: "usage",
    code: "output-not-ours",
    message: `cannot replace ${output}: ${found}`,
    reason: "cdknix replaces the whole output directory, so it must contain only files that cdknix wrote",
    fix: isPrecious(output)
      ? `choose a directory of its own with --output, such as ${defaultOutput}`
      : "choose another directory with --output, or remove this one if you do not need its contents",
  });
}

/** Whether a directory contains the project or the user's home, so that no message may suggest to remove it. */
function isPrecious(directory: string): boolean {
  const isBelow = (inner: string): boolean => !/^\.\.(?:[\\/]|$)/.test(path.relative(path.resolve(directory), inner));
  return isBelow(process.cwd()) || isBelow(homedir());
}

/** Another run holds the lock of the output directory. */
export function outputLocked(output: string, holder: string, waitedSeconds: number, elsewhere: boolean): Failure {
  return new Failure({
    kind: "machine",
    code: "output-locked",
    message: `another run is writing to ${output}`,
    reason: `${holder} still holds the lock after ${waitedSeconds} s`,
    fix: elsewhere
      ? `the process is not visible from here; if it has ended, remove ${output}.lock`
      : "wait for it to finish, or use another directory with --output",
  });
}

/** This version cannot read the manifest that the program wrote. */
export function manifestNotUnderstood(reason: string): Failure {
  return new Failure({
    kind: "program",
    code: "manifest-not-understood",
    message: "this version of cdknix cannot read the manifest.json that the program wrote",
    reason,
    fix: "use the same version of cdknix for the program and the command line (see npm ls cdknix)",
  });
}
