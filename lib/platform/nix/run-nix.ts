import type { z } from "zod";
import type { FailureKind } from "../failure";
import { runProcess, withoutColors, type ProcessResult } from "../process/run-process";
import { nixFailed, nixOutputInvalid } from "./errors";
import type { NixEvent } from "./log/log-event";
import { makeLogReader } from "./log/log-reader";
import type { NixTool } from "./tool";

/** Callbacks for the log of Nix. */
export interface LogListeners {
  /** Receives each line for people: warnings and traces. */
  readonly onStderrLine?: ((line: string) => void) | undefined;
  /** Receives each event. */
  readonly onEvent?: ((event: NixEvent) => void) | undefined;
}

/** A Nix command with its listeners. */
export interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly listeners?: LogListeners | undefined;
  /** Number of lines of stderr to keep. Default: enough for an error. */
  readonly keptLines?: number;
  /** The failure to throw if it fails. */
  readonly failure: readonly [kind: FailureKind, code: string, message: string];
}

/**
 * Runs a Nix command and waits for it.
 * @throws the failure given in the command.
 */
export async function runNix(tool: NixTool, command: Command): Promise<ProcessResult> {
  const [name, ...rest] = command.args;
  const argv = (format: readonly string[]): [string, ...string[]] => [
    ...(["nix", name ?? "", ...tool.args] as const),
    ...format,
    ...rest,
  ];
  const ended = await runProcess({
    argv: argv(["--log-format", "internal-json"]),
    cwd: command.cwd,
    env: tool.env,
    readStderr: makeLogReader(command.listeners?.onEvent, tool.logCommand),
    onStderrLine: onlyProgress(command.listeners?.onStderrLine),
    ...(command.keptLines === undefined ? {} : { keptLines: command.keptLines }),
  });
  // The command line as a person would type it.
  const run = { ...ended, argv: argv([]) };
  if (run.exitCode !== 0) throw nixFailed(...command.failure, run);
  return run;
}

/** Forwards lines until Nix reports its error, which the failure contains. */
function onlyProgress(listener: ((line: string) => void) | undefined): (line: string) => void {
  let failed = false;
  return (line) => {
    failed ||= withoutColors(line).startsWith("error:");
    if (!failed) listener?.(line);
  };
}

/**
 * Reference to the flake in a directory, regardless of git, for a command that runs in that directory: absolute if
 * possible, because people read it. Nix 2.8 rejects spaces and similar characters and does not decode %20, so such a
 * directory is referenced as the working directory.
 */
export function pathReference(directory: string): string {
  return /^[\w/.+~-]+$/.test(directory) ? `path:${directory}` : "path:.";
}

/** Parses and validates the JSON output of a command. */
export function parsed<T>(schema: z.ZodType<T>, run: ProcessResult, expected: string): T {
  try {
    return schema.parse(JSON.parse(run.stdout));
  } catch {
    throw nixOutputInvalid(run, expected);
  }
}
