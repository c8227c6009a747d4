import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { put } from "../effects/scratch";
import { bin, project } from "./project";

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

describe("synth watch", () => {
  it("writes the tree again on changes of the program and of cdk.json, outlives an error, and ends with 130", async () => {
    const { directory } = project();
    const program = readFileSync(path.join(directory, "main.js"), "utf8");
    const child = spawn(process.execPath, [bin, "watch"], { cwd: directory, stdio: ["ignore", "ignore", "pipe"] });
    started.push(child);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const until = async (text: string): Promise<void> => {
      while (!said.includes(text) || !said.endsWith("Ctrl-C ends it\n")) await new Promise((go) => setTimeout(go, 20));
      said = "";
    };
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
    child.kill("SIGINT");
    expect(await ended).toBe(130);
  }, 60_000);
});
