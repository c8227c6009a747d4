import { readFileSync } from "node:fs";
import * as path from "node:path";
import { repository } from "./documents";

describe("cspell-words.txt", () => {
  const [, ...words] = readFileSync(path.join(repository, "cspell-words.txt"), "utf8").trimEnd().split("\n");

  it("is sorted, in lower case, and names each word once", () => {
    expect(words).toEqual([...new Set(words.map((word) => word.toLowerCase()))].sort());
  });
});
