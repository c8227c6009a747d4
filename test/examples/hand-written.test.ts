import { readFileSync } from "node:fs";
import * as path from "node:path";
import { filesBelow } from "./examples";
import { digestOf, flakes, handWritten, recorded, steps, synthesizedStep } from "./hand-written";

describe("examples/hand-written", () => {
  it.each(steps)("writes the expected output in %s, without warnings", (step) => {
    expect(synthesizedStep(step, "--strict")).toEqual(filesBelow(path.join(handWritten, "expected", step)));
  });

  it.each(steps)("declares the inputs of the hand-written flake in %s, so that they can share a lock file", (step) => {
    const inputsIn = (file: string): string | undefined =>
      /^ {2}inputs = \{$[^]*?^ {2}\};$/m.exec(readFileSync(path.join(handWritten, file), "utf8"))?.[0];
    expect(inputsIn("flake.nix")).toContain("disko");
    expect(inputsIn(`expected/${step}/dotfiles/flake.nix`)).toBe(inputsIn("flake.nix"));
  });

  // If this fails, the example has changed since: evaluate it again, as described in docs/evaluated.md.
  it("has been evaluated on real NixOS as it is now", () => {
    expect(recorded().sources).toBe(digestOf(flakes()));
  });
});
