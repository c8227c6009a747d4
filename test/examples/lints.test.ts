import { synthesized } from "./examples";

describe("the examples", () => {
  it.each([
    ["lilith", "24.05"],
    ["lilith", "26.05"],
    ["custom-construct", "24.05"],
    ["fleet", "24.05"],
    ["offline-install", "24.05"],
    ["offline-install", "25.11"],
  ])("synthesize without warnings under --strict: %s on %s", (example, release) => {
    const files = synthesized(example, "--strict", "-c", `release=${release}`);
    expect(Object.keys(files)).toContain("manifest.json");
  });
});
