import * as path from "node:path";
import { CommanderError } from "commander";
import { isFailure } from "../effects";
import { unexpectedFailure } from "../synth/errors";
import { exitCodeOf } from "../synth/exit-code";
import { makeCommandLine } from "./command-line";
import { endOnSignals } from "./interrupt";
import { joinNixOptions, type CliOptions } from "./options";
import { openTerminal } from "./terminal";

const interruption = endOnSignals();

async function main(argv: readonly string[]): Promise<number> {
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
    return exitCodeOf(failure.kind);
  }
}

// Whoever reads has read enough (`synth | head -n 1`): there is nobody left to tell, and nothing wrong.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// Not process.exit(): what is still on its way to stdout is to arrive.
void main(process.argv).then((code) => {
  process.exitCode = code;
});
