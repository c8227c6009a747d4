import type { ReadStream } from "node:tty";
import type { MachineConsole } from "../../effects/vm";
import { makeKeyboard } from "./keyboard";

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
