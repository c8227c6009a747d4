import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { formatIssues } from "../../../lib/model";
import { compileErrors } from "../../../lib/project/program/compile-errors";
import { scratch } from "../../platform/files/scratch";

const file = path.join(scratch(), "main.ts");
writeFileSync(file, "enum A { b }\nconsole.log(A.b);\n");
const name = path.relative(process.cwd(), file);

function formatted(error: unknown): string | undefined {
  const issues = compileErrors(error);
  return issues === undefined ? undefined : formatIssues(issues).replaceAll(name, "main.ts");
}

/** An error as other versions throw it, which are not installed here. */
function recorded(parts: Partial<Error> & { readonly code?: string }): Error {
  return Object.assign(new Error(parts.message), parts);
}

describe("compileErrors", () => {
  it("reads syntax that Node 22.18 and later do not support in TypeScript", () => {
    const error = recorded({
      name: "SyntaxError",
      code: "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX",
      message: "TypeScript enum is not supported in strip-only mode",
      stack: `${file}:1\nenum A { b }\n^^^^^^^^^^^^\nconsole.log(A.b);\n\nSyntaxError [ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX]: TypeScript enum is not supported in strip-only mode\n    at parseTypeScript (node:internal/modules/typescript:63:40)`,
    });
    expect(formatted(error)).toMatchInlineSnapshot(`
      "error[program-does-not-compile]: TypeScript enum is not supported in strip-only mode
        why:   Node removes types, but does not compile TypeScript
        fix:   rewrite it, or run the program with tsx or ts-node
        at:    main.ts:1
        > 1 | enum A { b }
            | ^^^^^^^^^^^^
          2 | console.log(A.b);
        docs:  https://cdknix.example/errors/program-does-not-compile"
    `);
  });

  it("reads the text of TypeScript errors, for a terminal or not, if a loader thread sends no more", () => {
    const plain = `⨯ Unable to compile TypeScript:\n${file}(1,6): error TS2567: Enum declarations.\n`;
    const colored = `⨯ Unable to compile TypeScript:\n\u001b[96m${file}\u001b[0m:\u001b[93m1\u001b[0m:\u001b[93m6\u001b[0m - \u001b[91merror\u001b[0m\u001b[90m TS2567: \u001b[0mEnum declarations.\n`;
    expect(formatted(recorded({ message: plain }))).toMatchInlineSnapshot(`
      "error[program-does-not-compile]: Enum declarations (TS2567)
        at:    main.ts:1
        > 1 | enum A { b }
            |      ^
          2 | console.log(A.b);
        docs:  https://cdknix.example/errors/program-does-not-compile"
    `);
    expect(formatted(recorded({ message: colored }))).toBe(formatted(recorded({ message: plain })));
  });

  it("reads errors of swc in Unicode", () => {
    const message = `  × Unexpected eof\n   ╭─[${file}:2:1]\n 1 │ enum A { b }\n 2 │ console.log(A.b);\n   ·             ───\n   ╰────\n\n\nCaused by:\n    Syntax Error`;
    expect(formatted(recorded({ message }))).toMatchInlineSnapshot(`
      "error[program-does-not-compile]: Unexpected eof
        at:    main.ts:2
          1 | enum A { b }
        > 2 | console.log(A.b);
            |             ^^^
          3 |
        docs:  https://cdknix.example/errors/program-does-not-compile"
    `);
  });

  it("does not take other errors for errors of a compiler", () => {
    expect(compileErrors(new Error("no such disk"))).toBeUndefined();
    expect(compileErrors(new SyntaxError("Unexpected end of JSON input"))).toBeUndefined();
    expect(compileErrors("text")).toBeUndefined();
  });
});
