import { readFileSync } from "node:fs";
import { availableMemory, supportedNodeFinding } from "../../../lib/commands/doctor/checks/machine";

describe("availableMemory", () => {
  it("adds available memory and free swap", () => {
    const meminfo =
      "MemTotal:  9 kB\nMemFree:  1 kB\nMemAvailable:       3 kB\nSwapTotal: 8 kB\nSwapFree:       2 kB\n";
    expect(availableMemory(meminfo)).toBe(5 * 1024);
  });
});

describe("the Node check", () => {
  const statusOf = (version: string): string => supportedNodeFinding(version).status;

  it("accepts the versions in engines of package.json, warns about odd ones, and rejects old ones", () => {
    const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
    expect(engines.node).toBe("^20.18.0 || ^22.0.0 || >=24.0.0");
    expect(["20.18.0", "20.20.2", "22.0.0", "24.0.0", "25.1.0"].map(statusOf)).toEqual(Array(5).fill("ok"));
    expect(["21.7.3", "23.11.0"].map(statusOf)).toEqual(["warning", "warning"]);
    expect(["18.20.8", "20.9.0"].map(statusOf)).toEqual(["error", "error"]);
  });
});
