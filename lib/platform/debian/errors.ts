import { Failure } from "../failure";
import { asRoot, hasDebianPackages } from "../install-command";
import { knownProblem } from "../nix/errors";
import { describeProcess, type ProcessResult } from "../process/run-process";
import { packageListsSync } from "./package-lists";

/** Start of the line in which the script that makes the offline base reports its error. */
const errorPrefix = "error: offline base: ";

/** Start of the line with the fix, if the script knows one. */
const fixPrefix = "fix: ";

/** Whether a line of that script begins its error. The lines before it are progress or warnings. */
export function isOfflineBaseError(line: string): boolean {
  return line.startsWith("error:");
}

/** Exit code of that script if an archive or a package is not what Debian signed. */
const unverified = 4;

/** The Debian packages of the offline base cannot be resolved, verified, fetched, or added to the store. */
export function offlineBaseUnavailable(run: ProcessResult): Failure {
  const lines = run.stderr.trim().split("\n");
  const error = lines.slice(Math.max(0, lines.findIndex(isOfflineBaseError)));
  const withoutFix = error.filter((line) => !line.startsWith(fixPrefix));
  const parts = {
    kind: "machine",
    output: withoutFix.join("\n").replace(errorPrefix, ""),
    wholeOutput: run.stderr.trim(),
    details: describeProcess(run),
    cause: run.cause,
  } as const;
  if (run.exitCode === unverified) {
    return new Failure({
      ...parts,
      code: "offline-base-unverified",
      message: "cannot verify the Debian packages of the offline base",
      reason: "images contain only packages that Debian signed, even if apt's configuration allows others",
      fix: error.find((line) => line.startsWith(fixPrefix))?.slice(fixPrefix.length),
    });
  }
  // Only the messages of Nix: those of apt look similar, but have other reasons.
  const problem = knownProblem(lines.filter((line) => line.replace(errorPrefix, "").includes("error: ")).join("\n"));
  const withNixpkgs = "build with nixpkgs itself: omit --nixpkgs embedded";
  const first = packageListsSync() === "none" ? `run ${asRoot("apt-get update")}` : "see the output above";
  return new Failure({
    ...parts,
    code: problem?.code ?? "offline-base-unavailable",
    message: "cannot create the offline base on this machine",
    reason:
      problem?.reason ??
      (hasDebianPackages() ? undefined : "it consists of Debian packages, and this system is not Debian"),
    fix: problem?.fix ?? (hasDebianPackages() ? `${first}, or ${withNixpkgs}` : withNixpkgs),
  });
}
