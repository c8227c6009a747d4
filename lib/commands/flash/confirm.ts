import { createInterface } from "node:readline/promises";
import { isatty } from "node:tty";
import { interruption } from "../../platform/process/interruption";

/** Whether the user can be asked: stdin and stderr are both terminals. */
export function canAsk(): boolean {
  return isatty(process.stdin.fd) && isatty(process.stderr.fd);
}

/** Reads a line from the terminal; undefined if the input ends or the process is interrupted. */
export async function ask(question: string): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // While readline reads, the terminal sends no signal for Ctrl-C.
  lines.on("SIGINT", () => {
    process.kill(process.pid, "SIGINT");
  });
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
  }
}
