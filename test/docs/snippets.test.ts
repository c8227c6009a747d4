import * as path from "node:path";
import * as ts from "typescript";
import { codeBlocks, documents, repository } from "./documents";

const snippets = documents().flatMap(({ name, text }) =>
  codeBlocks(text, "ts").map((code, index) => ({
    title: `${name}, block ${String(index + 1)}`,
    file: path.join(repository, "test/docs", `snippet-${name.replace(/\W/g, "-")}-${String(index)}.ts`),
    code: `${code}\nexport {};\n`,
  })),
);

describe("TypeScript in documents", () => {
  const { config } = ts.readConfigFile(path.join(repository, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
  const host = ts.createCompilerHost(options);
  const texts = new Map(snippets.map(({ file, code }) => [file, code]));
  const disk = { ...host };
  host.fileExists = (file) => texts.has(file) || disk.fileExists(file);
  host.readFile = (file) => texts.get(file) ?? disk.readFile(file);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const text = texts.get(file);
    return text === undefined
      ? disk.getSourceFile(file, languageVersion, ...rest)
      : ts.createSourceFile(file, text, languageVersion);
  };
  const program = ts.createProgram([...texts.keys()], options, host);

  it("exists", () => {
    expect(snippets.length).toBeGreaterThan(1);
  });

  it.each(snippets)("compiles: $title", ({ file }) => {
    const source = program.getSourceFile(file);
    const diagnostics = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });
});
