import type { VirtualMachine } from "../../lib/testing";
import { blankMachine, install } from "./stick";

/** Answers a question on the serial console, as a terminal sends it. */
async function answer(machine: VirtualMachine, question: RegExp, text: string): Promise<void> {
  await machine.console.waitFor(question, { timeout: 900 });
  machine.console.write(`${text}\r`);
}

describe("an unattended installation", () => {
  it("asks for a passphrase that the medium does not have, until it is the same twice", async () => {
    const db = await blankMachine("db-1");
    const run = await install(
      { ...db, options: { ...db.options, secrets: {} } },
      {
        attend: async (machine) => {
          await answer(machine, /Passphrase db-1-disk, which the disks will be encrypted with:/, "first");
          await answer(machine, /encrypted with, again:/, "second");
          await answer(machine, /The two are empty or differ\.[^]*encrypted with:/, "third");
          await answer(machine, /differ\.[^]*encrypted with, again:/, "third");
        },
        powerCut: { at: /install-db-1: copying the system/ },
      },
    );
    expect(run.outcome).toBe("power cut");
    for (const typed of ["first", "second", "third"]) expect(run.console).not.toContain(typed);
  });
});
