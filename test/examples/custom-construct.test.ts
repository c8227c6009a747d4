import { expected, synthesized } from "./examples";

describe("examples/custom-construct", () => {
  it("writes the expected output", () => {
    expect(synthesized("custom-construct", "-c", "release=25.05")).toEqual(expected("custom-construct"));
  });
});
