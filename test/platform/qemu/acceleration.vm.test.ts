import { existsSync } from "node:fs";
import { bestAcceleration, secondsOfFirmware } from "../../../lib/platform/qemu/process/acceleration";

describe("choosing an acceleration", () => {
  it("detects that a machine runs, and gives up after the time limit", async () => {
    expect(await secondsOfFirmware("tcg", 60)).toBeGreaterThan(0);
    expect(await secondsOfFirmware("tcg", 0)).toBeUndefined();
  });

  it("uses KVM only if a machine of the same type runs with it", async () => {
    const seconds = existsSync("/dev/kvm") ? await secondsOfFirmware("kvm", 60) : undefined;
    const best = await bestAcceleration();
    process.stdout.write(
      `KVM: ${seconds === undefined ? "does not work here" : `${String(seconds)} s`}; taken: ${best}\n`,
    );
    // In between, it depends on what else this machine does at the moment.
    expect(seconds === undefined || seconds > 1 ? ["tcg"] : seconds < 0.25 ? ["kvm"] : ["kvm", "tcg"]).toContain(best);
  });
});
