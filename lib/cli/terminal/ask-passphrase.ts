import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { isatty } from "node:tty";
import { interruption, throwIfInterrupted } from "../../platform/process/interruption";
import { passphraseEmpty, passphrasesDiffer } from "./errors";

/**
 * Asks for a new passphrase, twice, without showing it. If stdin is not a terminal, reads its first line.
 * @throws a failure if it is empty, or if the two differ.
 */
export async function askPassphrase(): Promise<string> {
  if (!isatty(process.stdin.fd)) {
    const line = await readLine(false, "");
    if (line === "") throw passphraseEmpty();
    return line;
  }
  const first = await readLine(true, "Passphrase for the secrets: ");
  if (first === "") throw passphraseEmpty();
  const second = await readLine(true, "Again: ");
  if (first !== second) throw passphrasesDiffer();
  return first;
}

/** Reads a line without echo; empty if the input ends or the process is interrupted. */
async function readLine(isTerminal: boolean, question: string): Promise<string> {
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  if (isTerminal) process.stderr.write(question);
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTerminal });
  // While readline reads, the terminal sends no signal for Ctrl-C.
  lines.on("SIGINT", () => {
    process.kill(process.pid, "SIGINT");
  });
  try {
    return await new Promise<string>((resolve) => {
      lines.once("line", resolve);
      lines.once("close", () => {
        resolve("");
      });
      interruption.addEventListener("abort", () => {
        resolve("");
      });
    });
  } finally {
    lines.close();
    if (isTerminal) process.stderr.write("\n");
    throwIfInterrupted();
  }
}
