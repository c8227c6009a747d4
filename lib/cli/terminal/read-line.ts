import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { isatty } from "node:tty";
import { interruption } from "../../platform/process/interruption";

/**
 * Asks on stderr, and reads a line from stdin; undefined if the input ends or the process is interrupted.
 * @param options `hidden`: do not show what the user types. Default: false
 */
export async function readLine(
  question: string,
  { hidden = false }: { readonly hidden?: boolean } = {},
): Promise<string | undefined> {
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? nowhere() : process.stderr,
    // Unlike stderr, what hides the line is no terminal.
    ...(hidden ? { terminal: isatty(process.stdin.fd) } : {}),
  });
  // While readline reads, the terminal sends no signal for Ctrl-C.
  lines.on("SIGINT", () => {
    process.kill(process.pid, "SIGINT");
  });
  if (hidden) process.stderr.write(question);
  try {
    const ended = new Promise<undefined>((resolve) => {
      lines.once("close", () => {
        resolve(undefined);
      });
    });
    return await Promise.race([lines.question(question, { signal: interruption }), ended]);
  } catch (error) {
    if (interruption.aborted) return undefined;
    throw error;
  } finally {
    lines.close();
    if (hidden && question !== "") process.stderr.write("\n");
  }
}

const nowhere = (): Writable =>
  new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
