import * as path from "node:path";
import { compile } from "./compile";
import { codeBlocks, documents, repository } from "./documents";

const snippets = documents().flatMap(({ name, text }) =>
  codeBlocks(text, "ts").map((code, index) => ({
    title: `${name}, block ${String(index + 1)}`,
    file: path.join(repository, "test/docs", `snippet-${name.replace(/\W/g, "-")}-${String(index)}.ts`),
    code: `${code}\nexport {};\n`,
  })),
);

describe("TypeScript in documents", () => {
  const errorsIn = compile(new Map(snippets.map(({ file, code }) => [file, code])));

  it("exists", () => {
    expect(snippets.length).toBeGreaterThan(1);
  });

  it.each(snippets)("compiles: $title", ({ file }) => {
    expect(errorsIn(file)).toEqual([]);
  });
});
