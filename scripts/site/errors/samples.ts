import { isFailure, type Failure } from "../../../lib/platform/failure";
import { nixFailed } from "../../../lib/platform/nix/errors";
import { systemFailure } from "../../../lib/platform/system-error";
import type { ProcessResult } from "../../../lib/platform/process/run-process";

/** The result of a program that ended, successfully unless the parts differ. */
export function endedProcess(parts: Partial<ProcessResult>): ProcessResult {
  return {
    argv: ["nix", "build"],
    cwd: "/home/me/installer",
    exitCode: 0,
    signal: undefined,
    startError: undefined,
    seconds: 2,
    stdout: "",
    stderr: "",
    cause: undefined,
    ...parts,
  };
}

/** A failed system call, as Node reports it. */
export function systemError(code: string, call: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}, ${call}`), { code, syscall: call });
}

/** The failure that a function throws. */
export function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
  throw new Error("the function did not fail");
}

/** The failure of cdknix for a system call. */
export function systemSample(code: string, call: string, message: string, doing = "write cdk.out"): Failure {
  return failureOf(() => {
    const error = systemError(code, call, message);
    throw systemFailure(error, doing) ?? error;
  });
}

/** The failure of a build for which Nix prints this error. */
export function buildFailure(stderr: string, signal?: string): Failure {
  return nixFailed(
    "build",
    "build-failed",
    "Nix cannot build the ISO of lilith",
    endedProcess({ exitCode: 1, stderr, signal }),
  );
}
