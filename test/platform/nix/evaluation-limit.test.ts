import { evaluationBytes, evaluationLimit } from "../../../lib/platform/nix/evaluation-limit";

const gigabytes = (count: number): number => count * 1e9;

describe("evaluationLimit", () => {
  it.each([
    ["a host on each core", 4, 32, 4],
    ["as many hosts as fit into memory", 16, 8, 6],
    ["one host if memory is short", 2, 0.5, 1],
  ])("is %s", (_, cores, memory, expected) => {
    expect(evaluationLimit(evaluationBytes.nixpkgs, { cores, bytes: gigabytes(memory) })).toBe(expected);
  });

  it("is at least 1, and at most the number of cores, on this machine", () => {
    expect(evaluationLimit(1)).toBeGreaterThanOrEqual(1);
    expect(evaluationLimit(Infinity)).toBe(1);
  });
});
