import { constants } from "node:os";
import type { Issue } from "../../model";
import { Failure } from "../../platform/failure";
import { describeProcess, type ProcessResult } from "../../platform/process/run-process";

/** The program found errors, or an exception ended it: the issues say everything. */
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
    message: `nothing was written: ${countOf(warnings, "warning")}, which --strict forbids`,
    issues,
  });
}

function countOf(issues: readonly Issue[], noun: string): string {
  return `${String(issues.length)} ${noun}${issues.length === 1 ? "" : "s"}`;
}

/** The shell could not run the command, or the program ended with an error of which it told nothing. */
export function programFailed(command: string, run: ProcessResult): Failure {
  const notFound = run.exitCode === 127;
  const end = run.signal ?? signalOf(run.exitCode) ?? `exit code ${String(run.exitCode ?? run.startError)}`;
  return new Failure({
    kind: "program",
    code: notFound ? "program-not-found" : "program-failed",
    message: notFound ? `the program cannot be run: ${command}` : `the program ended with ${end}`,
    reason: notFound ? "the shell does not find its command" : undefined,
    fix: notFound ? "check `app` in cdk.json, or --app" : "see what it printed above",
    details: describeProcess(run),
    cause: run.cause,
  });
}

/** A shell tells by an exit code above 128 that a signal ended what it ran. */
function signalOf(exitCode: number | undefined): string | undefined {
  const number = (exitCode ?? 0) - 128;
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
}

/** The program ended well and wrote nothing. */
export function programSynthesizedNothing(command: string, run: ProcessResult): Failure {
  return new Failure({
    kind: "program",
    code: "nothing-synthesized",
    message: `the program ended without having called synth() on an App: ${command}`,
    reason: "it ended without an error and left no tree, which synth() writes",
    fix: "call app.synth() as its last statement, and let the program end by itself, without process.exit()",
    details: describeProcess(run),
  });
}
