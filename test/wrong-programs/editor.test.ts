import * as path from "node:path";
import * as ts from "typescript";
import { repository } from "../docs/documents";
import { wrongPrograms } from "./wrong-programs";

const programs = wrongPrograms();
const isForEditor = ({ detector }: { readonly detector: string }): boolean => detector === "editor";

describe("a wrong program", () => {
  const { config } = ts.readConfigFile(path.join(repository, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
  const compiled = ts.createProgram(
    programs.map(({ file }) => path.join(repository, file)),
    options,
  );
  const diagnosticsOf = (file: string): readonly string[] =>
    ts.getPreEmitDiagnostics(compiled, compiled.getSourceFile(path.join(repository, file))).map((diagnostic) => {
      const { line } = diagnostic.file!.getLineAndCharacterOfPosition(diagnostic.start!);
      const [text] = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n").split("\n");
      return `${String(line + 1)} TS${String(diagnostic.code)}: ${text!}`;
    });

  it.each(programs.filter(isForEditor))(
    "is reported by the editor, at its line: $mistake",
    ({ file, line, message }) => {
      expect(diagnosticsOf(file)).toEqual([`${String(line)} ${message}`]);
    },
  );

  it.each(programs.filter((program) => !isForEditor(program)))(
    "that is detected later passes the editor's checks: $mistake",
    ({ file }) => {
      expect(diagnosticsOf(file)).toEqual([]);
    },
  );
});
