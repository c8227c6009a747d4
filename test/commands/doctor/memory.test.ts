import { availableMemory } from "../../../lib/commands/doctor/checks/machine";

describe("availableMemory", () => {
  it("adds available memory and free swap", () => {
    const meminfo =
      "MemTotal:  9 kB\nMemFree:  1 kB\nMemAvailable:       3 kB\nSwapTotal: 8 kB\nSwapFree:       2 kB\n";
    expect(availableMemory(meminfo)).toBe(5 * 1024);
  });
});
