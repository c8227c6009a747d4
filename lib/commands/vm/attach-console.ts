import type { ReadStream } from "node:tty";
import type { MachineConsole } from "../../platform/qemu/virtual-machine";

/** How one gets away from the console; printed before it begins. */
export const leavingHint = "the console is below; Ctrl-C ends the machine, Ctrl-] c sends Ctrl-C to it";

/**
 * Shows what a console says and, on a terminal, sends it what is typed.
 * @param onEnd told when the person wants the machine to end
 * @returns what gives the terminal back
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
  // Undefined, not false, on what is no terminal, whatever the types say.
  if (!(input.isTTY as boolean | undefined)) return () => undefined;
  const keyboard = makeKeyboard();
  const listen = (typed: Buffer): void => {
    const { send, end } = keyboard(typed);
    if (send.length > 0) console.write(send);
    if (end) onEnd();
  };
  // Every key as it is typed, and none with a meaning here.
  input.setRawMode(true);
  input.on("data", listen);
  return () => {
    input.off("data", listen);
    input.setRawMode(false);
    input.pause();
  };
}

/** What a person at the console typed: what goes to the machine, and whether the machine is to end. */
export interface Typed {
  readonly send: Buffer;
  readonly end: boolean;
}

const ctrlC = 0x03;

/** Ctrl-], as in telnet(1). */
const escapeKey = 0x1d;

/** Reads what is typed: Ctrl-C ends the machine, Ctrl-] before a key sends that key's own meaning to it. */
export function makeKeyboard(): (typed: Buffer) => Typed {
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
