import { Failure } from "../failure";
import { describeProcess, type ProcessResult } from "../process/run-process";

/** The Debian packages of the offline base cannot be resolved or fetched. */
export function offlineBaseUnavailable(run: ProcessResult): Failure {
  return new Failure({
    kind: "machine",
    code: "offline-base-unavailable",
    message: "cannot create the offline base on this machine",
    output: run.stderr.trim(),
    fix: "see the output above, or build with nixpkgs itself: omit --nixpkgs embedded",
    details: describeProcess(run),
    cause: run.cause,
  });
}
