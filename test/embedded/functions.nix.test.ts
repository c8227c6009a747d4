import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { freshDirectory } from "../build/run-directory";
import { OfflineBase } from "./evaluate";

let base: OfflineBase;

beforeAll(async () => {
  base = await OfflineBase.make();
});

describe("lib.fileContents of the offline base", () => {
  const contents = (text: string): Promise<unknown> => {
    const file = path.join(freshDirectory("contents"), "text");
    writeFileSync(file, text);
    return base.evaluate("25.05", "{ }", `lib.fileContents ${file}`);
  };

  // Source: lib/trivial.nix of nixpkgs.
  it.each([
    ["", ""],
    ["\n", ""],
    ["a", "a"],
    ["a\nb\n", "a\nb"],
    ["a\n\n", "a\n"],
  ])("removes one line break at the end, as nixpkgs does: %j", async (text, expected) => {
    expect(await contents(text)).toBe(expected);
  });

  it("reads a large file", async () => {
    expect(await contents("0123456789\n".repeat(200_000))).toHaveLength(2_199_999);
  });
});
