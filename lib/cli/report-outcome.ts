import type { Command } from "commander";
import { isFailure, unexpectedFailure, type Failure } from "../platform/failure";
import { maskText } from "../scan/mask-text";
import { firstWordFailure } from "./arguments/check-first-word";
import type { CliOptions } from "./arguments/options";
import { issuesOf } from "./terminal/diagnostics/diagnostic";
import { sarifLog } from "./terminal/diagnostics/sarif";
import { emptyReport } from "./terminal/run-report";
import { openTerminal } from "./terminal/terminal";

// Separate from main.ts, because most runs have no failure to report.

/** How a run of the command line ended. */
export interface Outcome {
  readonly exitCode: number;
  readonly failure?: Failure;
  /** Help and the version are not runs, which have a log. */
  readonly isReported?: boolean;
}

/** Prints the failure of a run, and its log if that is the format. */
export function reportOutcome({ exitCode, failure, isReported }: Outcome, options: CliOptions): void {
  if (failure !== undefined) openTerminal(options).failure(failure);
  if (options.format !== "sarif" || isReported === true) return;
  const { issues } = options.report ?? emptyReport();
  const all = [...issues, ...(failure === undefined ? [] : issuesOf(failure))];
  process.stdout.write(`${maskText(sarifLog(all, exitCode === 0))}\n`);
}

/** Prints that a signal ended the run. */
export function reportInterruption(options: CliOptions): void {
  openTerminal(options).step("interrupted");
}

/** The failure behind an exception. */
export function failureOf(error: unknown, commandLine: Command): Failure {
  if (!isFailure(error)) return unexpectedFailure(error);
  return (error.code === "flag-unknown" ? wrongFirstWord(commandLine) : undefined) ?? error;
}

/** `synth deploy --all`: an unknown option of a command that does not exist says less than the command. */
function wrongFirstWord(root: Command): Failure | undefined {
  const [word = "-"] = root.args;
  const isCommand = root.commands.some((command) => [command.name(), ...command.aliases()].includes(word));
  if (isCommand || word.startsWith("-")) return undefined;
  try {
    return firstWordFailure(root, [word], root.opts<CliOptions>(), process.cwd());
  } catch {
    // An invalid cdk.json is reported once the command line is right.
    return undefined;
  }
}
