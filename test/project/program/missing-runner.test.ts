import * as path from "node:path";
import { project } from "../../cli/project";

describe("a missing runner", () => {
  /** Without anything installed, and without a registry. */
  function withoutRunner(app: string, files: Readonly<Record<string, string>> = {}): string {
    const offline = {
      PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`,
      npm_config_registry: "http://127.0.0.1:9",
      npm_config_fetch_retries: "0",
    };
    const { code, stderr } = project({ "main.ts": "", ...files }).run(["--no-build", "--app", app], offline);
    expect(code).toBe(2);
    return stderr.slice(stderr.indexOf("error["));
  }

  it("is named, with the command that installs it", () => {
    expect(withoutRunner("ts-node main.ts")).toMatchInlineSnapshot(`
      "error[runner-missing]: ts-node is not installed
        why:   the command of the program starts it: ts-node main.ts
        fix:   run \`npm install --save-dev ts-node typescript\`
        docs:  https://cdknix.example/errors/runner-missing
      "
    `);
    expect(withoutRunner("tsx main.ts", { "pnpm-lock.yaml": "" })).toContain("run `pnpm add --save-dev tsx`");
    expect(withoutRunner("tsx main.ts", { "yarn.lock": "" })).toContain("run `yarn add --dev tsx`");
  });

  it("is named if Node loads it", () => {
    expect(withoutRunner("node --require ts-node/register main.ts")).toMatchInlineSnapshot(`
      "error[runner-missing]: the package ts-node is not installed
        why:   the command that runs the program loads it
        fix:   run \`npm install --save-dev ts-node typescript\`
        docs:  https://cdknix.example/errors/runner-missing

      nothing was written: 1 error in the program
      "
    `);
    expect(withoutRunner("node --import tsx main.ts")).toContain("run `npm install --save-dev tsx`");
  });

  it.each([
    ["esno main.ts", "npm install --save-dev esno"],
    ["vite-node main.ts", "npm install --save-dev vite-node"],
    ["ts-node-dev main.ts", "npm install --save-dev ts-node-dev typescript"],
    ["node --require @swc-node/register main.ts", "npm install --save-dev @swc-node/register @swc/core typescript"],
    ["node --import @swc-node/register/esm-register main.ts", "npm install --save-dev @swc-node/register @swc/core"],
    ["swc-node main.ts", "node --require @swc-node/register main.ts"],
    ["bun main.ts", "install Bun: https://bun.sh/docs/installation"],
    ["deno run --allow-all main.ts", "install Deno: https://docs.deno.com/runtime/getting_started/installation/"],
  ])("is named with how to get it: %s", (app, fix) => {
    const stderr = withoutRunner(app);
    expect(stderr).toMatch(/^error\[runner-missing\]/);
    expect(stderr).toContain(fix);
  });

  it("is named without the messages of npm", () => {
    const offline = {
      PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`,
      npm_config_registry: "http://127.0.0.1:9",
    };
    for (const app of ["npx --no tsx main.ts", "npx tsx main.ts"]) {
      const { stderr } = project({ "main.ts": "" }).run(["--no-build", "--app", app], {
        ...offline,
        npm_config_fetch_retries: "0",
      });
      expect(stderr).toMatch(/^synth: running npx .*\nerror\[runner-missing\]: tsx is not installed\n/);
    }
  });

  it("is named if npx cannot download it", () => {
    expect(withoutRunner("npx --yes tsx main.ts")).toMatchInlineSnapshot(`
      "error[runner-missing]: tsx is not installed
        why:   the command of the program starts it: npx --yes tsx main.ts
        fix:   run \`npm install --save-dev tsx\`
        docs:  https://cdknix.example/errors/runner-missing
      "
    `);
  });

  it("that package.json lists is installed with everything else, before npx tries to download it", () => {
    const made = withoutRunner("npx ts-node main.ts", { "package.json": '{ "devDependencies": { "ts-node": "10" } }' });
    expect(made).toMatchInlineSnapshot(`
      "error[runner-missing]: ts-node is not installed
        why:   the command of the program starts it: npx ts-node main.ts
        fix:   run \`npm install\`
        docs:  https://cdknix.example/errors/runner-missing
      "
    `);
  });
});
