import { checkProgram, typeScriptNodeFinding } from "../../../lib/commands/doctor/checks/program";
import type { Examined, Finding } from "../../../lib/commands/doctor/finding";
import { put, scratch } from "../../platform/files/scratch";

/** The finding for a project with the given app. */
async function findingFor(app: string, projectDirectory: string): Promise<Finding> {
  const findings = await checkProgram({ app, projectDirectory } as Examined);
  return [findings].flat()[0]!;
}

describe("synth doctor on the program that runs the project's TypeScript", () => {
  it("names the command that installs it", async () => {
    const directory = scratch();
    expect(await findingFor("npx some-runner main.ts", directory)).toMatchObject({
      status: "error",
      fix: "npm install --save-dev some-runner",
    });
    put(directory, { "package.json": '{ "devDependencies": { "some-runner": "1" } }' });
    expect(await findingFor("npx some-runner main.ts", directory)).toMatchObject({
      fix: "npm install",
    });
    put(directory, { "node_modules/.bin/some-runner": "" });
    expect(await findingFor("npx some-runner main.ts", directory)).toMatchObject({ status: "ok" });
  });

  it("reports a Node.js that does not run TypeScript", async () => {
    expect(await findingFor("node main.ts", scratch())).toEqual(typeScriptNodeFinding(process.versions.node));
    expect(await findingFor("node main.js", scratch())).toMatchObject({ status: "ok", message: "node is installed" });
    expect(typeScriptNodeFinding("22.18.0")).toMatchObject({ status: "ok" });
    expect(typeScriptNodeFinding("20.20.2")).toMatchInlineSnapshot(`
      {
        "check": "program",
        "fix": "install a newer Node.js, or use tsx: npm install --save-dev tsx, and in cdk.json "app": "npx tsx main.ts"",
        "message": "Node.js 20.20.2 does not run TypeScript",
        "reason": "the app in cdk.json needs Node.js 22.18 or later",
        "status": "error",
      }
    `);
  });
});
