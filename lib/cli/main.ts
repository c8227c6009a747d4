import { constants } from "node:os";
import * as path from "node:path";
import { CommanderError } from "commander";
import { isFailure, unexpectedFailure, type FailureKind } from "../platform/failure";
import { interrupt } from "../platform/process/interruption";
import { joinNixOptions, type CliOptions } from "./arguments/options";
import { makeCommandLine } from "./command-line";
import { openTerminal } from "./terminal/terminal";

/** The documented exit code of each kind of failure. */
const exitCodes: Readonly<Record<FailureKind, number>> = {
  usage: 1,
  unexpected: 1,
  boot: 1,
  program: 2,
  evaluation: 3,
  build: 4,
  machine: 5,
};

/** What tells this process to end, and how it then ends. */
interface Interruption {
  /** The exit code of a process that the signal would have killed; undefined while there was none. */
  exitCode(): number | undefined;
}

/**
 * Ends what runs when this process is told to end, so that it can clear up and then end by itself; a second time, at once.
 */
function endOnSignals(): Interruption {
  let first: NodeJS.Signals | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      interrupt(first === undefined ? signal : "SIGKILL");
      first ??= signal;
    });
  }
  return { exitCode: () => (first === undefined ? undefined : 128 + constants.signals[first]) };
}

async function main(argv: readonly string[], interruption: Interruption): Promise<number> {
  const name = path.basename(argv[1] ?? "synth", ".js");
  const commandLine = makeCommandLine(name);
  try {
    await commandLine.parseAsync(joinNixOptions(argv.slice(2)), { from: "user" });
    return interruption.exitCode() ?? 0;
  } catch (error) {
    // Help, the version, or a mistake in the options, which commander has told.
    if (error instanceof CommanderError) return error.exitCode;
    const interrupted = interruption.exitCode();
    if (interrupted !== undefined) {
      openTerminal(commandLine.opts<CliOptions>()).step("interrupted");
      return interrupted;
    }
    const failure = isFailure(error) ? error : unexpectedFailure(error);
    openTerminal(commandLine.opts<CliOptions>()).failure(failure);
    return exitCodes[failure.kind];
  }
}

// Whoever reads has read enough (`synth | head -n 1`): there is nobody left to tell, and nothing wrong.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// Not process.exit(): what is still on its way to stdout is to arrive.
void main(process.argv, endOnSignals()).then((code) => {
  process.exitCode = code;
});
