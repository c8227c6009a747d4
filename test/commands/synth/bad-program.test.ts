import { library, project } from "../../cli/project";

/** Runs a program after a good one; returns its messages, and whether the output is unchanged. */
function after(
  main: string,
  args: readonly string[] = ["--no-build"],
): { code: number | null; stdout: string; stderr: string } {
  const good = project({ "bad.js": main });
  expect(good.run(["--no-build"]).code).toBe(0);
  const before = good.output();
  const { code, stdout, stderr } = good.run(["--app", "node bad.js", ...args]);
  expect(good.output()).toEqual(before);
  return { code, stdout, stderr: stderr.replace("synth: running node bad.js\n", "") };
}

describe("an error in the program", () => {
  it("shows message and line of an exception, without a stack trace", () => {
    expect(after('const x = 1;\nfunction f() {\n  throw new Error("no such disk");\n}\nf();\n')).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[program-threw]: no such disk
       at:    bad.js:3
       docs:  https://cdknix.example/errors/program-threw

     nothing was written: 1 error in the program
     ",
       "stdout": "",
     }
    `);
  });

  it("shows the reason, the fix, and the line of a call that only an exception can report", () => {
    const main = `const { Host } = require(${JSON.stringify(library)});\nnew Host("flake", "stick", { system: "x86_64-linux" });\n`;
    expect(after(main).stderr).toMatchInlineSnapshot(`
      "error[construct-scope]: the scope of the Host "stick" is not a construct
        value: "flake"
        why:   each construct belongs to the construct that is its first argument
        fix:   pass a construct: new Host(flake, "stick", …)
        at:    bad.js:2
        docs:  https://cdknix.example/errors/construct-scope

      nothing was written: 1 error in the program
      "
    `);
  });

  it("shows the stack trace of an exception with --verbose", () => {
    const { stderr } = after('throw new TypeError("no such disk");\n', ["--no-build", "-v"]);
    expect(stderr).toContain("TypeError: no such disk\n    at Object.<anonymous> (<project>/bad.js:1:7)");
  });

  it("shows an unhandled rejection like an exception", () => {
    expect(after('Promise.reject(new RangeError("too far"));\n')).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[program-threw]: RangeError: too far
       at:    bad.js:1
       docs:  https://cdknix.example/errors/program-threw

     nothing was written: 1 error in the program
     ",
       "stdout": "",
     }
    `);
  });

  it("shows thrown values that are not errors", () => {
    expect(after("throw 42;\n")).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[program-threw]: the program threw 42
       docs:  https://cdknix.example/errors/program-threw

     nothing was written: 1 error in the program
     ",
       "stdout": "",
     }
    `);
  });

  it("reports that the program in cdk.json does not exist", () => {
    const { code, stderr } = project().run(["--no-build", "--app", "node mian.js"]);
    expect({ code, stderr }).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "synth: running node mian.js
     error[program-not-found]: mian.js does not exist
       fix:   did you mean main.js? Check \`app\` in cdk.json, or --app
       docs:  https://cdknix.example/errors/program-not-found

     nothing was written: 1 error in the program
     ",
     }
    `);
  });

  it("does not occur if the program calls synth() twice, which writes once", () => {
    const twice = [
      `const c = require(${JSON.stringify(library)});`,
      "const app = new c.App();",
      'const flake = new c.Flake(app, "dotfiles", { nixpkgs: c.Nixpkgs.release("24.05") });',
      'new c.IsoImage(new c.Host(flake, "lilith", { system: "x86_64-linux" }), "image");',
      "if (app.synth() !== app.synth()) throw new Error();",
    ].join("\n");
    expect(project({ "main.js": twice }).run(["--no-build"])).toMatchObject({
      code: 0,
      stderr: "synth: running node main.js\nsynth: cdk.out: 5 added\n",
    });
  });

  it("shows the line of a syntax error", () => {
    expect(after("const ok = 1;\nconst = 2;\n")).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[program-does-not-compile]: Unexpected token '='
       at:    bad.js:2
         1 | const ok = 1;
       > 2 | const = 2;
           |       ^
         3 |
       docs:  https://cdknix.example/errors/program-does-not-compile

     nothing was written: 1 error in the program
     ",
       "stdout": "",
     }
    `);
  });

  it("shows the line that called the library if the library throws", () => {
    expect(
      after(
        `const { App, Flake } = require(${JSON.stringify(library)});\nconst app = new App();\nnew Flake(app, "dotfiles", { nixpkgs: 7 });\n`,
      ),
    ).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[nothing-synthesized]: the program did not call synth() on an App: node bad.js
       why:   it ended without an error, but did not write a flake
       fix:   call app.synth() as the last statement, and do not call process.exit()
       docs:  https://cdknix.example/errors/nothing-synthesized
     ",
       "stdout": "",
     }
    `);
  });

  it("reports that a program that exits early did not call synth()", () => {
    expect(after("process.exit(0);\n")).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[nothing-synthesized]: the program did not call synth() on an App: node bad.js
       why:   it ended without an error, but did not write a flake
       fix:   call app.synth() as the last statement, and do not call process.exit()
       docs:  https://cdknix.example/errors/nothing-synthesized
     ",
       "stdout": "",
     }
    `);
  });

  it("shows exit code and output of a program that exits with an error", () => {
    expect(after('console.error("cannot go on");\nprocess.exit(7);\n')).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "cannot go on
     error[program-failed]: the program ended with exit code 7
       fix:   see its output above
       docs:  https://cdknix.example/errors/program-failed
     ",
       "stdout": "",
     }
    `);
  });

  it("shows the signal that killed the program", () => {
    expect(after('process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000);\n')).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "Terminated
     error[program-failed]: the program ended with SIGTERM
       fix:   see its output above
       docs:  https://cdknix.example/errors/program-failed
     ",
       "stdout": "",
     }
    `);
  });

  it("shows what to add if the program does not call synth()", () => {
    expect(after(`const { App } = require(${JSON.stringify(library)});\nnew App();\n`)).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[nothing-synthesized]: the program did not call synth() on an App: node bad.js
       why:   it ended without an error, but did not write a flake
       fix:   call app.synth() as the last statement, and do not call process.exit()
       docs:  https://cdknix.example/errors/nothing-synthesized
     ",
       "stdout": "",
     }
    `);
  });

  it("shows both places if two constructs have the same ID", () => {
    const main = [
      `const { App, Flake, HostClass, Nixpkgs } = require(${JSON.stringify(library)});`,
      `const app = new App();`,
      `const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });`,
      `new HostClass(flake, "iso");`,
      `new HostClass(flake, "iso");`,
      `app.synth();`,
    ].join("\n");
    expect(after(main)).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[program-threw]: There is already a Construct with name 'iso' in Flake [dotfiles]
       at:    bad.js:5
       docs:  https://cdknix.example/errors/program-threw

     nothing was written: 1 error in the program
     ",
       "stdout": "",
     }
    `);
  });

  it("explains a manifest of another version of cdknix", () => {
    const main =
      'require("node:fs").writeFileSync(process.env.CDKNIX_OUTDIR + "/manifest.json", \'{"version":2,"flakes":{}}\');\n';
    expect(after(main)).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "error[manifest-not-understood]: this version of cdknix cannot read the manifest.json that the program wrote
       why:   version: Invalid input: expected 1
       fix:   use the same version of cdknix for the program and the command line (see npm ls cdknix)
       docs:  https://cdknix.example/errors/manifest-not-understood
     ",
       "stdout": "",
     }
    `);
  });

  it("shows the error of the shell if the program cannot run", () => {
    const { run } = project({ "cdk.json": '{ "app": "nodejs-of-tomorrow main.js" }' });
    const { code, stdout, stderr } = run(["--no-build"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error\[program-not-found\]: cannot run the program: nodejs-of-tomorrow main\.js$/m);
  });
});

describe("a program that prints to stdout", () => {
  it("does not affect the results", () => {
    const { run } = project({ "loud.js": 'console.log("hello from the program"); require("./main.js");' });
    const { code, stdout, stderr } = run(["--app", "node loud.js", "--no-build", "--json"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "[]\n" });
    expect(stderr).toContain("hello from the program\n");
  });
});

describe("warnings", () => {
  const warns = [
    `const { Annotations, App, Flake, Nixpkgs } = require(${JSON.stringify(library)});`,
    `const app = new App();`,
    `Annotations.of(new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") })).addWarning("this is doubtful");`,
    `app.synth();`,
  ].join("\n");

  it("are reported and do not fail", () => {
    const { code, stderr } = project({ "main.js": warns }).run(["--no-build"]);
    expect(code).toBe(0);
    expect(stderr).toContain("dotfiles: this is doubtful");
  });

  it("fail with --strict", () => {
    expect(after(warns, ["--no-build", "--strict"])).toMatchInlineSnapshot(`
     {
       "code": 2,
       "stderr": "warning[annotation]: dotfiles: this is doubtful
       at:    bad.js:3
       docs:  https://cdknix.example/errors/annotation

     nothing was written: 1 warning with --strict
     ",
       "stdout": "",
     }
    `);
  });
});
