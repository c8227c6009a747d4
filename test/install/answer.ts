import type { VirtualMachine } from "../../lib/testing";

/** Answers a question on the serial console, as a terminal sends it. */
export async function answer(machine: VirtualMachine, question: RegExp, text: string): Promise<void> {
  await machine.console.waitFor(question, { timeout: 900 });
  machine.console.write(`${text}\r`);
}
