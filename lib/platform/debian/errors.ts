import { Failure } from "../failure";
import { asRoot, hasDebianPackages } from "../install-command";
import { knownProblem } from "../nix/errors";
import { describeProcess, type ProcessResult } from "../process/run-process";
import { packageListsSync } from "./package-lists";

/** Start of the line in which the script that makes the offline base reports its error. */
const errorPrefix = "error: offline base: ";

/** Whether a line of that script begins its error. The lines before it are progress or warnings. */
export function isOfflineBaseError(line: string): boolean {
  return line.startsWith("error:");
}

/** The Debian packages of the offline base cannot be resolved, fetched, or added to the store. */
export function offlineBaseUnavailable(run: ProcessResult): Failure {
  const lines = run.stderr.trim().split("\n");
  const output = lines.slice(Math.max(0, lines.findIndex(isOfflineBaseError))).join("\n");
  // Only the messages of Nix: those of apt look similar, but have other reasons.
  const problem = knownProblem(lines.filter((line) => line.replace(errorPrefix, "").includes("error: ")).join("\n"));
  const withNixpkgs = "build with nixpkgs itself: omit --nixpkgs embedded";
  const first = packageListsSync() === "none" ? `run ${asRoot("apt-get update")}` : "see the output above";
  return new Failure({
    kind: "machine",
    code: problem?.code ?? "offline-base-unavailable",
    message: "cannot create the offline base on this machine",
    output: output.replace(errorPrefix, ""),
    wholeOutput: run.stderr.trim(),
    reason:
      problem?.reason ??
      (hasDebianPackages() ? undefined : "it consists of Debian packages, and this system is not Debian"),
    fix: problem?.fix ?? (hasDebianPackages() ? `${first}, or ${withNixpkgs}` : withNixpkgs),
    details: describeProcess(run),
    cause: run.cause,
  });
}
