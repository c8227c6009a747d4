import { inventory } from "../../examples/fleet/lib";
import { expected, synthesized } from "./examples";

describe("examples/fleet", () => {
  it("writes the expected output, with a host for each of the twenty machines", () => {
    const files = synthesized("fleet");
    expect(files).toEqual(expected("fleet"));
    const hosts = Object.keys(files).flatMap((file) => /^fleet\/systems\/([^/]+)\/default\.nix$/.exec(file)?.[1] ?? []);
    expect(hosts).toHaveLength(20);
    expect(hosts).toEqual(Object.keys(inventory).sort());
  });
});
