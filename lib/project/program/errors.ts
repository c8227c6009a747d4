import { constants } from "node:os";
import type { Issue } from "../../model";
import { Failure } from "../../platform/failure";
import { describeProcess, type ProcessResult } from "../../platform/process/run-process";

/** The program has errors, or an exception ended it. The issues contain the details. */
export function programRejected(issues: readonly Issue[], isMachine: boolean): Failure {
  const errors = issues.filter(({ severity }) => severity === "error");
  return new Failure({
    kind: isMachine ? "machine" : "program",
    code: "program-rejected",
    message: isMachine ? "nothing was written" : `nothing was written: ${countOf(errors, "error")} in the program`,
    issues,
  });
}

/** With `--strict`, warnings are errors. */
export function warningsRejected(issues: readonly Issue[]): Failure {
  const warnings = issues.filter(({ severity }) => severity === "warning");
  return new Failure({
    kind: "program",
    code: "warnings-rejected",
    message: `nothing was written: ${countOf(warnings, "warning")} with --strict`,
    issues,
  });
}

function countOf(issues: readonly Issue[], noun: string): string {
  return `${String(issues.length)} ${noun}${issues.length === 1 ? "" : "s"}`;
}

/** The shell could not run the command, or the program ended with an error and no report. */
export function programFailed(command: string, run: ProcessResult): Failure {
  if (run.startError !== undefined) return programNotStarted(command, run);
  const notFound = run.exitCode === 127;
  const end = run.signal ?? signalOf(run.exitCode) ?? `exit code ${String(run.exitCode)}`;
  return new Failure({
    kind: "program",
    code: notFound ? "program-not-found" : "program-failed",
    message: notFound ? `cannot run the program: ${command}` : `the program ended with ${end}`,
    reason: notFound ? "the shell cannot find the command" : undefined,
    fix: notFound ? "check `app` in cdk.json, or --app" : "see its output above",
    details: describeProcess(run),
    cause: run.cause,
  });
}

/** The system cannot start a shell for the command. */
function programNotStarted(command: string, run: ProcessResult): Failure {
  const isTooLong = run.startError === "E2BIG";
  return new Failure({
    kind: isTooLong ? "usage" : "machine",
    code: "program-not-started",
    message: `cannot start the program: ${command}`,
    // Linux limits each argument and each variable to 128 KiB: execve(2), MAX_ARG_STRLEN.
    reason: isTooLong
      ? "the context, which is passed in an environment variable, is too long: Linux allows 128 KiB"
      : `the system reports ${run.startError ?? "an unknown error"}`,
    fix: isTooLong
      ? "move large values of `context` from cdk.json to a file that the program reads"
      : "see the command with --verbose, and run it by hand",
    details: describeProcess(run),
    cause: run.cause,
  });
}

/** A shell reports termination by a signal as an exit code above 128. */
function signalOf(exitCode: number | undefined): string | undefined {
  const number = (exitCode ?? 0) - 128;
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
}

/** The program succeeded but wrote nothing. */
export function programSynthesizedNothing(command: string, run: ProcessResult): Failure {
  return new Failure({
    kind: "program",
    code: "nothing-synthesized",
    message: `the program did not call synth() on an App: ${command}`,
    reason: "it ended without an error, but did not write a flake",
    fix: "call app.synth() as the last statement, and do not call process.exit()",
    details: describeProcess(run),
  });
}

/** The command of the program starts a runner of TypeScript that is not installed. */
export function runnerMissing(command: string, name: string, fix: string): Failure {
  return new Failure({
    kind: "program",
    code: "runner-missing",
    message: `${name} is not installed`,
    reason: `the command of the program starts it: ${command}`,
    fix,
  });
}
