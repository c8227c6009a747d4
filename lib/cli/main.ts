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

/** The signal that interrupted this process, if any. */
interface Interruption {
  /** 128 plus the number of the signal, as for a process that it kills; undefined without a signal. */
  exitCode(): number | undefined;
}

/**
 * On the first signal, interrupts all child processes, so that this process can clean up and exit. On the second, kills
 * them.
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
    // Help, the version, or an error in the options, which commander has printed.
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

// The reader closed the pipe (`synth | head -n 1`), which is not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// Not process.exit(), which could drop output that is not yet written to stdout.
void main(process.argv, endOnSignals()).then((code) => {
  process.exitCode = code;
});
