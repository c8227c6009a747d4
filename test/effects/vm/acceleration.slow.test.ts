import { existsSync } from "node:fs";
import { bestAcceleration, starts } from "../../../lib/effects/vm/acceleration";

describe("the search for the best acceleration", () => {
  it("sees that a machine runs", async () => {
    expect(await starts("tcg")).toBe(true);
  });

  it("takes KVM when, and only when, a machine runs with it", async () => {
    const works = await starts("kvm");
    expect(await bestAcceleration()).toBe(works ? "kvm" : "tcg");
    if (!existsSync("/dev/kvm")) expect(works).toBe(false);
  });
});
