import { existsSync } from "node:fs";
import { bestAcceleration, secondsOfFirmware } from "../../../lib/platform/qemu/process/acceleration";

describe("the search for the best acceleration", () => {
  it("sees that a machine runs, and gives up one that does not come so far in time", async () => {
    expect(await secondsOfFirmware("tcg", 60)).toBeGreaterThan(0);
    expect(await secondsOfFirmware("tcg", 0)).toBeUndefined();
  });

  it("takes KVM only where a machine runs with it, of the kind that is booted", async () => {
    const seconds = existsSync("/dev/kvm") ? await secondsOfFirmware("kvm", 60) : undefined;
    const best = await bestAcceleration();
    process.stdout.write(
      `KVM: ${seconds === undefined ? "does not work here" : `${String(seconds)} s`}; taken: ${best}\n`,
    );
    // Between the two it depends on how fast this machine is without.
    expect(seconds === undefined ? ["tcg"] : seconds < 1 ? ["kvm"] : ["kvm", "tcg"]).toContain(best);
  });
});
