import { withEnvironment, type CliOptions } from "../../../lib/cli/arguments/options";

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

function ciWith(CI: string | undefined, given: Partial<CliOptions> = {}): boolean | undefined {
  process.env = { ...before, CI };
  if (CI === undefined) delete process.env.CI;
  return withEnvironment({ color: true, build: true, ...given }).ci;
}

describe("CI=true", () => {
  it("implies --ci", () => {
    expect(["true", "TRUE", "1"].map((value) => ciWith(value))).toEqual([true, true, true]);
    expect([undefined, "", "false", "0"].map((value) => ciWith(value))).toEqual([false, false, false, false]);
  });

  it("does not override --ci and --no-ci", () => {
    expect(ciWith("true", { ci: false })).toBe(false);
    expect(ciWith("false", { ci: true })).toBe(true);
  });
});
