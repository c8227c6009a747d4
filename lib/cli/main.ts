import { constants } from "node:os";
import * as path from "node:path";
import { CommanderError, type Command } from "commander";
import type { FailureKind } from "../platform/failure";
import { interrupt } from "../platform/process/interruption";
import { joinNixOptions, withEnvironment, type CliOptions } from "./arguments/options";
import { makeCommandLine } from "./command-line";
import type { Outcome } from "./report-outcome";
import { emptyReport } from "./terminal/run-report";

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

/** npm passes on what the terminal has sent already: signals within this time are one. */
const sameSignalMilliseconds = 500;

/**
 * On the first signal, interrupts all child processes, so that this process can clean up and exit. On the second, kills
 * them, and itself.
 */
function endOnSignals(): Interruption {
  let first: { readonly code: number; readonly at: number } | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (first === undefined) {
        first = { code: 128 + constants.signals[signal], at: performance.now() };
        interrupt(signal);
      } else if (performance.now() - first.at > sameSignalMilliseconds) {
        interrupt("SIGKILL");
        process.exit(first.code);
      }
    });
  }
  return { exitCode: () => first?.code };
}

async function main(argv: readonly string[], interruption: Interruption): Promise<number> {
  const name = path.basename(argv[1] ?? "synth", ".js");
  const commandLine = makeCommandLine(name);
  const report = emptyReport();
  commandLine.setOptionValue("report", report);
  const args = joinNixOptions(argv.slice(2));
  const outcome = await run(commandLine, args, interruption);
  const options = { ...outputOptions(commandLine, args), report };
  if (outcome.failure !== undefined || options.format === "sarif") {
    const { reportOutcome } = await import("./report-outcome.js");
    reportOutcome(outcome, options);
  }
  return outcome.exitCode;
}

async function run(commandLine: Command, args: readonly string[], interruption: Interruption): Promise<Outcome> {
  try {
    await commandLine.parseAsync(args, { from: "user" });
    return { exitCode: interruption.exitCode() ?? 0 };
  } catch (error) {
    // Help, the version, or a result with an exit code of its own, which is already printed.
    if (error instanceof CommanderError) {
      return { exitCode: error.exitCode, isReported: error.code.startsWith("commander.") };
    }
    const { failureOf, reportInterruption } = await import("./report-outcome.js");
    const interrupted = interruption.exitCode();
    if (interrupted !== undefined) {
      reportInterruption(withEnvironment(commandLine.opts<CliOptions>()));
      return { exitCode: interrupted };
    }
    const failure = failureOf(error, commandLine);
    return { exitCode: exitCodes[failure.kind], failure };
  }
}

/** The output options, even if commander rejected the command line before it read all of them. */
function outputOptions(commandLine: Command, args: readonly string[]): CliOptions {
  const options = withEnvironment(commandLine.opts<CliOptions>());
  const rest = args.join("\0").replace(/\0--\0.*$/s, "");
  const isSarif = /(?:^|\0)--format(?:=|\0)sarif(?:\0|$)/.test(rest);
  const isJson = /(?:^|\0)(?:-j|--json|--format(?:=|\0)json)(?:\0|$)/.test(rest);
  return { ...options, ...(isJson ? { json: true } : {}), ...(isSarif ? { format: "sarif" } : {}) };
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
