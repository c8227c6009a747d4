import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { systemErrorCode } from "../system-error";
import { throwIfInterrupted, untilEnded } from "./interruption";

/** A program to run, with options. */
export interface ProcessRequest {
  /** Program and arguments; with `shell`, one command line. */
  readonly argv: readonly [string, ...string[]];
  /** Run the command line with `sh -c`. Default: false. */
  readonly shell?: boolean;
  readonly cwd: string;
  /** Environment variables to add to those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** `capture`: into the result; `to-stderr`: to this process's stderr. Default: `capture`. */
  readonly stdout?: "capture" | "to-stderr";
  /** `inherit`: the program writes to the terminal directly. Default: `capture`. */
  readonly stderr?: "capture" | "inherit";
  /** Time limit; then the program gets SIGTERM. Default: none. */
  readonly limitSeconds?: number;
  /** Number of lines of stderr to keep for the result. Default: 400, enough for an error but bounded for a build that prints for hours. */
  readonly keptLines?: number;
  /** Converts a line of stderr to lines for people. Default: returns it unchanged. */
  readonly readStderr?: (line: string) => readonly string[];
  /** Receives each of these lines immediately. */
  readonly onStderrLine?: (line: string) => void;
}

/** Result of a program. */
export interface ProcessResult {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Undefined if a signal ended it or it could not be started. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  /** Why it could not be started, such as `ENOENT`. */
  readonly startError: string | undefined;
  readonly seconds: number;
  readonly stdout: string;
  /** The last lines of stderr, without color codes. */
  readonly stderr: string;
  /** The system error if it could not be started. */
  readonly cause: unknown;
}

/**
 * Runs a program and waits for it. Does not reject if the program fails: see the result.
 * @throws a failure if this process was interrupted; the program has then ended or was not started.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  throwIfInterrupted();
  const started = performance.now();
  const { argv, cwd } = request;
  let child: ChildProcess;
  try {
    child = start(request);
  } catch (cause) {
    return { argv, cwd, ...notStarted(cause), seconds: 0, stdout: "", stderr: "" };
  }
  const lines: string[] = [];
  const { keptLines = 400 } = request;
  const reading = readLines(child.stderr, (raw) => {
    for (const line of request.readStderr?.(raw) ?? [raw]) {
      lines.push(withoutColors(line));
      if (lines.length > keptLines) lines.shift();
      request.onStderrLine?.(line);
    }
  });
  const stdout: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => stdout.push(chunk));
  const end = await untilEnded(child.pid, endOf(child));
  await reading;
  throwIfInterrupted();
  return {
    argv,
    cwd,
    ...end,
    seconds: (performance.now() - started) / 1000,
    stdout: Buffer.concat(stdout).toString(),
    stderr: lines.join("\n"),
  };
}

/** Starts the program. Errors of `posix_spawn` that Node does not expect, such as E2BIG, are thrown; others are events. */
function start({ argv: [file, ...args], ...request }: ProcessRequest): ChildProcess {
  return spawn(file, args, {
    shell: request.shell ?? false,
    cwd: request.cwd,
    env: { ...process.env, ...request.env },
    ...(request.limitSeconds === undefined ? {} : { timeout: request.limitSeconds * 1000 }),
    stdio: [
      request.shell === true ? "inherit" : "ignore",
      request.stdout === "to-stderr" ? 2 : "pipe",
      request.stderr === "inherit" ? "inherit" : "pipe",
    ],
  });
}

type End = Pick<ProcessResult, "exitCode" | "signal" | "startError" | "cause">;

function notStarted(cause: unknown): End {
  return { exitCode: undefined, signal: undefined, startError: systemErrorCode(cause) ?? "unknown", cause };
}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    child.once("error", (cause) => {
      resolve(notStarted(cause));
    });
    child.once("close", (code, signal) => {
      resolve({ exitCode: code ?? undefined, signal: signal ?? undefined, startError: undefined, cause: undefined });
    });
  });
}

/** Describes how a program ended, with its command line, for people who want to run it by hand. */
export function describeProcess(result: ProcessResult): string {
  const end = result.signal ?? (result.exitCode === undefined ? result.startError : `exit code ${result.exitCode}`);
  return [
    `command: ${result.argv.map(shellQuoted).join(" ")}`,
    `in:      ${result.cwd}`,
    `ended:   ${end ?? "unknown"} after ${result.seconds.toFixed(1)} s`,
  ].join("\n");
}

/** Removes ANSI escape sequences. */
export function withoutColors(text: string): string {
  return text.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replaceAll("\r", "");
}

/** Quotes a word for a shell. */
export function shellQuoted(word: string): string {
  return /^(?!#)[\w@%+=:,./^#-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

async function readLines(
  stream: NodeJS.ReadableStream | undefined | null,
  onLine: (line: string) => void,
): Promise<void> {
  if (stream === undefined || stream === null) return;
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) onLine(line);
}
