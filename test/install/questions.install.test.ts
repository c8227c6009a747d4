import { answer } from "./answer";
import { blankMachine, install } from "./stick";

describe("an unattended installation", () => {
  it("asks for a passphrase that the medium does not have, until it is the same twice", async () => {
    const db = await blankMachine("db-1");
    const run = await install(
      { ...db, secrets: {} },
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
