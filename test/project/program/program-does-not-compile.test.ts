import { symlinkSync } from "node:fs";
import * as path from "node:path";
import { project, type Project, type Run } from "../../cli/project";
import { linesIn } from "../../cli/pseudoterminal";
import { repository } from "../../docs/documents";

const config = JSON.stringify({ compilerOptions: { module: "node16", target: "es2022", strict: true } });
const typeErrors = 'const a: number = "x";\nfunction f(b: string): void {}\nf(3);\nconsole.log(a);\n';
const syntaxErrors = "const a = 1;\nconst = 2;\n";

/** A project that has the runners of this repository installed. */
function typescriptProject(files: Readonly<Record<string, string>>): Project {
  const made = project({ "tsconfig.json": config, ...files });
  symlinkSync(path.join(repository, "node_modules"), path.join(made.directory, "node_modules"));
  return made;
}

/** The report on a program that its runner cannot compile. */
function report(app: string, files: Readonly<Record<string, string>>): string {
  const { code, stdout, stderr }: Run = typescriptProject(files).run(["--no-build", "--app", app]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  // No stack trace, of JavaScript or of a native compiler.
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$|<unknown>|Caused by|Require stack/m);
  return stderr.replace(`synth: running ${app}\n`, "");
}

describe("a program that does not compile", () => {
  it("is reported by ts-node with all errors, their lines, and the code around them", () => {
    expect(report("ts-node main.ts", { "main.ts": typeErrors })).toMatchInlineSnapshot(`
      "error[program-does-not-compile]: Type 'string' is not assignable to type 'number' (TS2322)
        at:    main.ts:1
        > 1 | const a: number = "x";
            |       ^
          2 | function f(b: string): void {}
        docs:  https://cdknix.example/errors/program-does-not-compile

      error[program-does-not-compile]: Argument of type 'number' is not assignable to parameter of type 'string' (TS2345)
        at:    main.ts:3
          2 | function f(b: string): void {}
        > 3 | f(3);
            |   ^
          4 | console.log(a);
        docs:  https://cdknix.example/errors/program-does-not-compile

      nothing was written: 2 errors in the program
      "
    `);
  });

  it("is reported by ts-node with swc, which colors its message in a terminal", () => {
    const made = typescriptProject({ "main.ts": syntaxErrors });
    const lines = linesIn(made, 80, "--no-build --app 'ts-node --swc main.ts'", { FORCE_COLOR: "1" });
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^error\[program-does-not-compile\]: /),
        "  at:    main.ts:2",
        "  > 2 | const = 2;",
      ]),
    );
    expect(lines.join("\n")).not.toMatch(/<unknown>|Caused by|backtrace/);
  });

  it("is reported by ts-node in a file that it imports", () => {
    const files = {
      "main.ts": 'import { x } from "./lib/x";\nconsole.log(x);\n',
      "lib/x.ts": "export const x: string = 1;\n",
    };
    expect(report("ts-node main.ts", files)).toContain("at:    lib/x.ts:1\n");
  });

  it("is reported by ts-node without type checks", () => {
    expect(report("ts-node --transpile-only main.ts", { "main.ts": syntaxErrors })).toMatchInlineSnapshot(`
      "error[program-does-not-compile]: Variable declaration expected (TS1134)
        at:    main.ts:2
          1 | const a = 1;
        > 2 | const = 2;
            |       ^
          3 |
        docs:  https://cdknix.example/errors/program-does-not-compile

      error[program-does-not-compile]: Variable declaration expected (TS1134)
        at:    main.ts:2
          1 | const a = 1;
        > 2 | const = 2;
            |         ^
          3 |
        docs:  https://cdknix.example/errors/program-does-not-compile

      nothing was written: 2 errors in the program
      "
    `);
  });

  it("is reported by ts-node with swc", () => {
    expect(report("ts-node --swc main.ts", { "main.ts": syntaxErrors })).toMatchInlineSnapshot(`
      "error[program-does-not-compile]: Unexpected token \`=\`. Expected yield, an identifier, [ or {
        at:    main.ts:2
          1 | const a = 1;
        > 2 | const = 2;
            |       ^
          3 |
        docs:  https://cdknix.example/errors/program-does-not-compile

      nothing was written: 1 error in the program
      "
    `);
  });

  it("is reported by tsx", () => {
    expect(report("tsx main.ts", { "main.ts": syntaxErrors })).toMatchInlineSnapshot(`
      "error[program-does-not-compile]: Expected identifier but found "="
        at:    main.ts:2
          1 | const a = 1;
        > 2 | const = 2;
            |       ^
          3 |
        docs:  https://cdknix.example/errors/program-does-not-compile

      nothing was written: 1 error in the program
      "
    `);
    expect(report("node --import tsx main.ts", { "main.ts": syntaxErrors })).toContain("at:    main.ts:2\n");
  });

  it("is reported by Node, for JavaScript in both module systems", () => {
    expect(report("node bad.js", { "bad.js": syntaxErrors })).toContain("at:    bad.js:2\n");
    expect(report("node bad.mjs", { "bad.mjs": 'import { nothing } from "./x.mjs";\n', "x.mjs": "" }))
      .toMatchInlineSnapshot(`
      "error[program-does-not-compile]: The requested module './x.mjs' does not provide an export named 'nothing'
        at:    bad.mjs:1
        > 1 | import { nothing } from "./x.mjs";
            |          ^^^^^^^
          2 |
        docs:  https://cdknix.example/errors/program-does-not-compile

      nothing was written: 1 error in the program
      "
    `);
  });

  it("is reported as JSON with the column", () => {
    const made = typescriptProject({ "main.ts": typeErrors });
    const { stdout } = made.run(["--no-build", "--json", "--app", "ts-node main.ts"]);
    expect(JSON.parse(stdout)).toMatchObject({
      issues: [
        { code: "program-does-not-compile", file: "main.ts", line: 1, column: 7 },
        { code: "program-does-not-compile", file: "main.ts", line: 3, column: 3 },
      ],
    });
  });

  it("is not an exception of the running program", () => {
    const thrown = { "main.ts": 'JSON.parse("{");\n' };
    expect(report("ts-node main.ts", thrown)).toMatch(/^error\[program-threw\]: SyntaxError: /m);
  });
});

describe("a missing module", () => {
  it("is reported with the import, and the command that installs it", () => {
    const main = 'import { App } from "cdk-of-tomorrow/lib";\nconsole.log(App);\n';
    expect(report("ts-node main.ts", { "main.ts": main })).toMatchInlineSnapshot(`
      "error[program-does-not-compile]: Cannot find module 'cdk-of-tomorrow/lib' or its corresponding type declarations (TS2307)
        fix:   run \`npm install cdk-of-tomorrow\`
        at:    main.ts:1
        > 1 | import { App } from "cdk-of-tomorrow/lib";
            |                     ^^^^^^^^^^^^^^^^^^^^^
          2 | console.log(App);
        docs:  https://cdknix.example/errors/program-does-not-compile

      nothing was written: 1 error in the program
      "
    `);
    expect(report("ts-node --transpile-only main.ts", { "main.ts": main })).toMatchInlineSnapshot(`
      "error[module-not-found]: the package cdk-of-tomorrow is not installed
        fix:   run \`npm install cdk-of-tomorrow\`
        at:    main.ts:1
        > 1 | import { App } from "cdk-of-tomorrow/lib";
            |                      ^^^^^^^^^^^^^^^^^^^
          2 | console.log(App);
        docs:  https://cdknix.example/errors/module-not-found

      nothing was written: 1 error in the program
      "
    `);
    expect(report("tsx main.ts", { "main.ts": main, "pnpm-lock.yaml": "" })).toContain(
      "run `pnpm add cdk-of-tomorrow`",
    );
    expect(report("node main.mjs", { "main.mjs": main, "yarn.lock": "" })).toContain("run `yarn add cdk-of-tomorrow`");
  });

  it("that package.json lists is installed with everything else", () => {
    const files = {
      "main.js": 'require("cdk-of-tomorrow");\n',
      "package.json": '{ "dependencies": { "cdk-of-tomorrow": "1" } }',
    };
    expect(report("node main.js", files)).toContain("fix:   run `npm install`\n");
  });

  it("that is a file is reported with the import", () => {
    const main = 'import { x } from "./lib/nothing";\nconsole.log(x);\n';
    expect(report("ts-node --transpile-only main.ts", { "main.ts": main })).toMatchInlineSnapshot(`
      "error[module-not-found]: cannot find the file "./lib/nothing"
        fix:   check the path of the import
        at:    main.ts:1
        > 1 | import { x } from "./lib/nothing";
            |                    ^^^^^^^^^^^^^
          2 | console.log(x);
        docs:  https://cdknix.example/errors/module-not-found

      nothing was written: 1 error in the program
      "
    `);
    expect(report("node main.mjs", { "main.mjs": main })).toContain('cannot find the file "./lib/nothing"');
    const withoutExtension = 'import "./lib/a.js";\nimport "./lib/a";\n';
    const text = report("node main.mjs", { "main.mjs": withoutExtension, "lib/a.js": "" });
    expect(text).toContain('fix:   write the extension: "./lib/a.js"\n  at:    main.mjs:2\n');
    const inPackage = 'require("fp-ts/nothing");\n';
    expect(report("node main.js", { "main.js": inPackage })).toMatchInlineSnapshot(`
      "error[module-not-found]: cannot find the module "fp-ts/nothing"
        why:   the package fp-ts is installed, but has no such file
        fix:   check the path of the import
        at:    main.js:1
        > 1 | require("fp-ts/nothing");
            |          ^^^^^^^^^^^^^
          2 |
        docs:  https://cdknix.example/errors/module-not-found

      nothing was written: 1 error in the program
      "
    `);
  });
});
