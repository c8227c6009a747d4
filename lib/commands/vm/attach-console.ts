import type { ReadStream } from "node:tty";
import type { MachineConsole } from "../../platform/qemu/virtual-machine";

/** Explains how to leave the console; printed before it starts. */
export const consoleHint = "serial console attached: Ctrl-C stops the machine, Ctrl-] c sends Ctrl-C to it";

/**
 * Shows the output of a console and, on a terminal, sends it the user's input.
 * @param onEnd called when the user wants to stop the machine
 * @returns a function that restores the terminal
 */
export function attachConsole(
  console: MachineConsole,
  input: ReadStream,
  output: NodeJS.WritableStream,
  onEnd: () => void,
): () => void {
  console.onOutput((text) => {
    output.write(text);
  });
  // Undefined, not false, if it is not a terminal, contrary to its type.
  if (!(input.isTTY as boolean | undefined)) return () => undefined;
  const keyboard = makeKeyboard();
  const listen = (typed: Buffer): void => {
    const { send, end } = keyboard(typed);
    if (send.length > 0) console.write(send);
    if (end) onEnd();
  };
  // Raw mode passes every key on, including Ctrl-C.
  input.setRawMode(true);
  input.on("data", listen);
  return () => {
    input.off("data", listen);
    input.setRawMode(false);
    input.pause();
  };
}

/** User input: the bytes for the machine, and whether to stop the machine. */
export interface ConsoleInput {
  readonly send: Buffer;
  readonly end: boolean;
}

const ctrlC = 0x03;

/** Ctrl-], as in telnet(1). */
const escapeKey = 0x1d;

/** Interprets user input: Ctrl-C stops the machine, and Ctrl-] followed by a key sends Ctrl and that key to it. */
export function makeKeyboard(): (typed: Buffer) => ConsoleInput {
  let isEscaped = false;
  return (typed) => {
    const send: number[] = [];
    for (const key of typed) {
      if (isEscaped) {
        isEscaped = false;
        // Ctrl-] c is Ctrl-C, and Ctrl-] Ctrl-] is itself.
        send.push(key === escapeKey ? key : key & 0x1f);
      } else if (key === escapeKey) isEscaped = true;
      else if (key === ctrlC) return { send: Buffer.from(send), end: true };
      else send.push(key);
    }
    return { send: Buffer.from(send), end: false };
  };
}
