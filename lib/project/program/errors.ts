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
  const notFound = run.exitCode === 127;
  const end = run.signal ?? signalOf(run.exitCode) ?? `exit code ${String(run.exitCode ?? run.startError)}`;
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
