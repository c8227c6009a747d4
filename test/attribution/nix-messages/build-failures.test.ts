import { parseBuildFailures } from "../../../lib/attribution/nix-messages/build-failures";

const drv = (name: string): string => `/nix/store/njp1df5gr90h2lcxz89ywpmq9jbrjyh7-${name}.drv`;

describe("parseBuildFailures", () => {
  it("parses messages of Nix 2.8", () => {
    const text = [
      `error: builder for '${drv("my-tool-1.0")}' failed with exit code 3;`,
      "       last 2 log lines:",
      "       > working",
      "       > oh dear",
      `       For full logs, run 'nix log ${drv("my-tool-1.0")}'.`,
      `error: builder for '${drv("other.conf")}' failed with exit code 1`,
      `error: 2 dependencies of derivation '${drv("iso")}' failed to build`,
    ].join("\n");
    expect(parseBuildFailures(text)).toEqual([
      {
        derivation: drv("my-tool-1.0"),
        name: "my-tool-1.0",
        end: "failed with exit code 3",
        log: ["working", "oh dear"],
        dependents: [],
      },
      { derivation: drv("other.conf"), name: "other.conf", end: "failed with exit code 1", log: [], dependents: [] },
    ]);
  });

  it("parses messages of Nix 2.26", () => {
    const text = [
      `error: builder for '${drv("my-tool-1.0")}' failed with exit code 3;`,
      "       last 2 log lines:",
      "       > working",
      "       > oh dear",
      "       For full logs, run:",
      `         nix log ${drv("my-tool-1.0")}`,
      `error: 1 dependencies of derivation '${drv("iso")}' failed to build`,
    ].join("\n");
    expect(parseBuildFailures(text)).toEqual([
      {
        derivation: drv("my-tool-1.0"),
        name: "my-tool-1.0",
        end: "failed with exit code 3",
        log: ["working", "oh dear"],
        dependents: ["iso"],
      },
    ]);
  });

  it("parses messages of Nix 2.30 and later", () => {
    const text = [
      `error: Cannot build '${drv("my-tool-1.0")}'.`,
      "       Reason: builder failed with exit code 3.",
      "       Last 1 log lines:",
      "       > oh dear",
      `error: Cannot build '${drv("iso")}'.`,
      "       Reason: 1 dependency failed.",
    ].join("\n");
    expect(parseBuildFailures(text)).toEqual([
      {
        derivation: drv("my-tool-1.0"),
        name: "my-tool-1.0",
        end: "failed with exit code 3",
        log: ["oh dear"],
        dependents: ["iso"],
      },
    ]);
  });
});
