import * as path from "node:path";
import * as ts from "typescript";
import { bin, runIn } from "../cli/project";
import { put, scratch } from "../platform/files/scratch";

const repository = path.resolve(".");
const dump = path.join(repository, "test/options/options-24.05.json.gz");
const tsconfig = path.join(repository, "test/types/typed-options/tsconfig.json");

/** The compiler's errors for files that are compiled together with an import. */
function compile(scopes: readonly string[], files: (directory: string) => readonly string[]): readonly string[] {
  const directory = scratch();
  const run = runIn(directory, [process.execPath, bin, "import", "--from", dump, ...scopes]);
  expect(run).toMatchObject({ code: 0 });
  const { config } = ts.readConfigFile(tsconfig, (file) => ts.sys.readFile(file)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(tsconfig));
  const declarations = path.join(directory, "imports/nixos-options.d.ts");
  const program = ts.createProgram([declarations, ...files(directory)], { ...options, skipLibCheck: false });
  const sources = [declarations, ...files(directory)].map((file) => program.getSourceFile(file));
  return sources
    .flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)])
    .map(({ file, start, messageText }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
      const text = ts.flattenDiagnosticMessageText(messageText, "\n");
      return `${path.basename(file?.fileName ?? "")}:${String(line)}: ${text}`;
    });
}

/** A program in a scratch directory, with line breaks so that its errors are on different lines. */
const program =
  (text: string) =>
  (directory: string): readonly string[] => {
    put(directory, { "program.ts": text });
    return [path.join(directory, "program.ts")];
  };

describe("all options of NixOS 24.05, imported", () => {
  it("accept valid values and reject invalid ones, of every kind of type", () => {
    expect(compile([], () => [path.join(repository, "test/types/typed-options/options.ts")])).toEqual([]);
  });

  it("fit the examples, and constructs of other packages", () => {
    const files = ["examples/lilith/main.ts", "examples/custom-construct/main.ts", "examples/fleet/main.ts"];
    expect(compile([], () => files.map((file) => path.join(repository, file)))).toEqual([]);
  });

  it("are reported with the nearest name, at the line of the mistake", () => {
    const text = `import type { NixosConfig } from "cdknix";
export const config: NixosConfig = {
  services: {
    openssh: {
      enabel: true,
    },
  },
};
export const other: NixosConfig = {
  boot: {
    loader: {
      timeout: "soon",
    },
  },
};
`;
    expect(compile([], program(text))).toMatchInlineSnapshot(`
     [
       "program.ts:5: Object literal may only specify known properties, and 'enabel' does not exist in type 'ServicesOpenssh | NixExpression<ServicesOpenssh>'.",
       "program.ts:12: Type 'string' is not assignable to type 'NixosOption<NixosInteger | null>'.",
     ]
    `);
  });
});

describe("some scopes, imported", () => {
  const text = `import type { NixosConfig } from "cdknix";
export const inside: NixosConfig = { services: { nginx: { enabel: true } } };
export const sibling: NixosConfig = { services: { openssh: { anything: ["goes"] } } };
export const unknownSibling: NixosConfig = { services: { opensshd: {} } };
export const outside: NixosConfig = { users: { users: "anything" } };
export const right: NixosConfig = { services: { nginx: { enable: true } } };
`;

  it("are checked; options outside them accept anything, and unknown names are rejected", () => {
    expect(compile(["services.nginx"], program(text))).toMatchInlineSnapshot(`
     [
       "program.ts:2: Object literal may only specify known properties, and 'enabel' does not exist in type 'ServicesNginx | NixExpression<ServicesNginx>'.",
       "program.ts:4: Object literal may only specify known properties, and 'opensshd' does not exist in type 'Services | NixExpression<Services>'.",
     ]
    `);
  });
});
