import { createInterface } from "node:readline/promises";
import { isatty } from "node:tty";
import { interruption } from "../../platform/process/interruption";

/** Whether there is a person to ask: what is typed and what is shown both lead to a terminal. */
export function canAsk(): boolean {
  return isatty(process.stdin.fd) && isatty(process.stderr.fd);
}

/** Asks for a line on the terminal; undefined when the input ends or the process is told to end. */
export async function ask(question: string): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // While it reads, the terminal sends no signal for Ctrl-C.
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
