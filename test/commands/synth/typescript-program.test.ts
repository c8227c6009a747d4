import * as path from "node:path";
import { bin, library, project, runIn } from "../../cli/project";
import { put } from "../../platform/files/scratch";

describe("a program in TypeScript or ES modules", () => {
  it.each([
    ["ts-node", "ts-node/dist/bin"],
    ["tsx", "tsx/cli"],
    ["jiti", "jiti/package.json"],
  ])("names a program that does not exist, and the nearest file: %s", (_runner, module) => {
    const file = require.resolve(module).replace(/package\.json$/, "lib/jiti-cli.mjs");
    const { run } = project({ "main.ts": "", "src/install.ts": "" });
    const failureOf = (program: string): string => {
      const { stderr } = run(["--no-build", "--app", `node ${file} ${program}`]);
      return stderr.slice(stderr.indexOf("error["), stderr.indexOf("  docs:"));
    };
    const check = "Check `app` in cdk.json, or --app";
    expect(failureOf("mian.ts")).toBe(
      `error[program-not-found]: mian.ts does not exist\n  fix:   did you mean main.ts? ${check}\n`,
    );
    expect(failureOf("src/instal.ts")).toBe(
      `error[program-not-found]: src/instal.ts does not exist\n  fix:   did you mean src/install.ts? ${check}\n`,
    );
  });

  it("explains what ts-node needs to compile the program", () => {
    const made = project({ "main.ts": "const name: string = 'x';\n" });
    // From 22.18 on, Node runs TypeScript itself by default.
    const flags = Reflect.get(process.features, "typescript") ? "--no-experimental-strip-types " : "";
    const run = (): string => {
      const tsNode = `node ${flags}${require.resolve("ts-node/dist/bin")} main.ts`;
      const { code, stderr } = made.run(["--no-build", "--app", tsNode]);
      expect(code).toBe(2);
      return stderr.slice(stderr.indexOf("error["));
    };
    expect(run()).toMatchInlineSnapshot(`
     "error[program-not-compiled]: TypeError: Unknown file extension ".ts" for <project>/main.ts
       why:   ts-node finds no tsconfig.json, so it does not compile the file
       fix:   put a tsconfig.json next to cdk.json: { "compilerOptions": { "module": "node16" }, "ts-node": { "transpileOnly": true } }
       docs:  https://cdknix.example/errors/program-not-compiled

     nothing was written: 1 error in the program
     "
    `);
    // With this fix, it runs; the remaining error is unrelated.
    put(made.directory, {
      "main.ts": `const c = require(${JSON.stringify(library)}); const app: unknown = new c.App(); (app as any).synth();\n`,
      "tsconfig.json": '{ "compilerOptions": { "module": "node16" }, "ts-node": { "transpileOnly": true } }',
    });
    expect(run()).toContain("error[no-flake]");
    put(made.directory, { "package.json": '{ "type": "module" }' });
    expect(run()).toMatchInlineSnapshot(`
     "error[program-not-compiled]: TypeError: Unknown file extension ".ts" for <project>/main.ts
       why:   package.json declares ES modules, which ts-node does not compile
       fix:   run the program with tsx: npm install --save-dev tsx, and in cdk.json {"app":"npx tsx main.ts"}
       docs:  https://cdknix.example/errors/program-not-compiled

     nothing was written: 1 error in the program
     "
    `);
  });

  it("explains that this Node.js is too old to run TypeScript", () => {
    const made = project({ "src/main.ts": "const name: string = 'x';\n", "package.json": '{ "type": "module" }' });
    const flags = Reflect.get(process.features, "typescript") ? "--no-experimental-strip-types " : "";
    const { code, stderr } = made.run(["--no-build", "--app", `node ${flags}src/main.ts`]);
    expect(code).toBe(2);
    expect(stderr.slice(stderr.indexOf("error[")).replace(process.versions.node, "<version>")).toMatchInlineSnapshot(`
     "error[program-not-compiled]: TypeError: Unknown file extension ".ts" for <project>/src/main.ts
       why:   Node.js <version> does not run TypeScript; version 22.18 or later does
       fix:   install a newer Node.js, or run the program with tsx: npm install --save-dev tsx, and in cdk.json {"app":"npx tsx src/main.ts"}
       docs:  https://cdknix.example/errors/program-not-compiled

     nothing was written: 1 error in the program
     "
    `);
  });

  it("reports the line of an ES module, also below a directory with a space in its name", () => {
    const { directory } = project();
    const nested = path.join(directory, "with a space");
    const text = [
      `import cdknix from ${JSON.stringify(library)};`,
      "const app = new cdknix.App();",
      'const flake = new cdknix.Flake(app, "dot", { nixpkgs: cdknix.Nixpkgs.release("24.05") });',
      'new cdknix.ConsoleConfig(new cdknix.Host(flake, "a", { system: "x86_64-linux" }), "console", { keyMap: "en" });',
      "app.synth();\n",
    ];
    put(nested, { "main.mjs": text.join("\n") });
    const { code, stderr } = runIn(nested, [process.execPath, bin, "--no-build", "--app", "node main.mjs"]);
    expect(code).toBe(2);
    expect(stderr).toContain("  at:    main.mjs:4\n");
  });
});
