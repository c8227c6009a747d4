import type { z } from "zod";
import type { FailureKind } from "../failure";
import { runProcess, withoutColours, type ProcessResult } from "../process/run-process";
import { nixFailed, nixOutputStrange } from "./errors";
import type { NixEvent } from "./log/log-event";
import { makeLogReader } from "./log/log-reader";
import type { NixTool } from "./tool";

/** Who is told what Nix says on its way. */
export interface Listening {
  /** Told each line for people: warnings, traces. */
  readonly onStderrLine?: ((line: string) => void) | undefined;
  /** Told what Nix does. */
  readonly onEvent?: ((event: NixEvent) => void) | undefined;
}

/** What a command of Nix is for, and who listens to it. */
export interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly listening?: Listening | undefined;
  /** Told when it fails. */
  readonly failure: readonly [kind: FailureKind, code: string, message: string];
}

/**
 * Runs a command of Nix to its end.
 * @throws the failure that the command names.
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
    readStderr: makeLogReader(command.listening?.onEvent, tool.logCommand),
    onStderrLine: onlyProgress(command.listening?.onStderrLine),
  });
  // As people run it by hand.
  const run = { ...ended, argv: argv([]) };
  if (run.exitCode !== 0) throw nixFailed(...command.failure, run);
  return run;
}

/** Passes on what Nix says until it says why it failed, which is for the failure to tell, once. */
function onlyProgress(listener: ((line: string) => void) | undefined): (line: string) => void {
  let failed = false;
  return (line) => {
    failed ||= withoutColours(line).startsWith("error:");
    if (!failed) listener?.(line);
  };
}

/**
 * The reference of a flake in a directory, whatever git says about it, for a command that runs in that directory: absolute
 * where it can be, because people read it. Nix 2.8 takes no blanks and the like, and decodes no %20, so such a directory
 * is named by where the command runs.
 */
export function pathReference(directory: string): string {
  return /^[\w/.+~-]+$/.test(directory) ? `path:${directory}` : "path:.";
}

/** What a command printed as JSON, checked. */
export function parsed<T>(schema: z.ZodType<T>, run: ProcessResult, expected: string): T {
  try {
    return schema.parse(JSON.parse(run.stdout));
  } catch {
    throw nixOutputStrange(run, expected);
  }
}
