import { readFileSync } from "node:fs";
import * as path from "node:path";
import { project } from "../../cli/project";
import { put } from "../../platform/files/scratch";
import { watching } from "./watching";

describe("synth watch", () => {
  it("generates the flake again when the program or cdk.json changes, survives an error, and exits with 130", async () => {
    const { directory } = project();
    const program = readFileSync(path.join(directory, "main.js"), "utf8");
    const { until, results, interrupt } = watching(directory);
    const text = (): string => readFileSync(path.join(directory, "cdk.out/dot/text"), "utf8");
    await until("3 added");
    put(directory, { "main.js": "throw new Error('oh dear')" });
    await until("error[program-threw]: oh dear");
    expect(text()).toBe("x");
    put(directory, { "main.js": program.replace('?? "x"', '?? "new"') });
    await until("main.js changed");
    expect(text()).toBe("new");
    put(directory, { "cdk.json": '{ "app": "TEXT=configured node main.js" }' });
    await until("cdk.json changed");
    expect(text()).toBe("configured");
    expect(results()).toBe("");
    expect(await interrupt()).toBe(130);
  }, 60_000);

  it("watches the files that cdk.json includes and does not exclude", async () => {
    const { directory } = project({
      "cdk.json": '{ "app": "node main.js", "watch": { "include": ["src/**", "main.js"], "exclude": ["src/*.md"] } }',
      "src/used": "",
      "other/file": "",
    });
    const { until, interrupt } = watching(directory);
    await until("3 added");
    // Changes close together are reported together, so a change that is not watched would be reported with the next one.
    put(directory, { "other/file": "changed", "src/notes.md": "changed", "src/used": "changed" });
    expect(await until("changed")).toMatch(/^synth: src\/used changed$/m);
    expect(await interrupt()).toBe(130);
  }, 60_000);

  it("does not watch its own output, or the default output of earlier runs", async () => {
    const { directory } = project();
    const { until, interrupt } = watching(directory, ["--output", "other"]);
    await until("3 added");
    const program = readFileSync(path.join(directory, "main.js"), "utf8");
    put(directory, { "cdk.out.images/a/a.iso": "", "other.images/a/a.iso": "", "main.js": `${program}\n` });
    expect(await until("changed")).toMatch(/^synth: main\.js changed$/m);
    expect(await interrupt()).toBe(130);
  }, 60_000);
});
