import { expected, synthesized } from "./examples";

describe("examples/custom-construct", () => {
  it("writes the tree that is committed beside it", () => {
    expect(synthesized("custom-construct")).toEqual(expected("custom-construct"));
  });
});
