import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import { bin, project, type Project } from "../../cli/project";
import { look } from "../../platform/files/scratch";

/** Two trees with changed, added, and removed files, and enough of them that writing takes time. */
const program = `
require("./main.js");
const fs = require("node:fs");
const out = process.env.CDKNIX_OUTDIR + "/dot/modules";
fs.mkdirSync(out);
fs.mkdirSync(out + "/" + process.env.TEXT);
for (let i = 0; i < 300; i++) {
  fs.writeFileSync(out + "/" + i + ".nix", i % 2 ? "same" : process.env.TEXT);
  fs.writeFileSync(out + "/" + process.env.TEXT + "/" + i + ".nix", "");
}
`;
const args = ["--no-build", "-q", "--app", "node many.js"];

/** Runs the command line and kills it after some milliseconds: alone, or with all its child processes. */
async function runAndKill(
  { directory }: Project,
  text: string,
  milliseconds: number,
  alone: boolean,
): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: directory,
    env: { ...process.env, TEXT: text },
    stdio: "ignore",
    detached: true,
  });
  const end = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once("exit", (_, signal) => {
      resolve(signal);
    });
  });
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(alone ? child.pid : -child.pid, "SIGKILL");
  }, milliseconds);
  const signal = await end;
  clearTimeout(timer);
  return signal;
}

describe("killing synth", () => {
  it("leaves a complete tree, old or new, at 50 different times, and the next run succeeds", async () => {
    const made = project({ "many.js": program });
    const output = path.join(made.directory, "cdk.out");
    const trees = new Map<string, string>();
    let started = performance.now();
    for (const text of ["old", "new", "old"]) {
      started = performance.now();
      expect(made.run(args, { TEXT: text })).toEqual({ code: 0, stdout: "", stderr: "" });
      trees.set(text, JSON.stringify(look(output)));
    }
    // Load on the machine moves the end of a run: a kill that is too late makes the next ones earlier, and vice versa.
    let whole = performance.now() - started;
    const seen = { old: 0, new: 0, killed: 0 };
    let present = "old";
    for (let round = 0; round < 50; round += 1) {
      const wanted = present === "old" ? "new" : "old";
      // From the middle, where files are written, to the end, so that some runs survive.
      const signal = await runAndKill(made, wanted, whole * (0.3 + 0.8 * Math.random()), round % 2 === 0);
      const tree = JSON.stringify(look(output));
      const found = [...trees].find(([, text]) => text === tree)?.[0];
      if (found !== "old" && found !== "new") throw new Error(`neither tree after round ${String(round)}: ${tree}`);
      if (signal === null) expect(found).toBe(wanted);
      seen.killed += signal === "SIGKILL" ? 1 : 0;
      seen[found] += 1;
      whole *= found === wanted ? 0.95 : 1.05;
      present = found;
    }
    // Otherwise the kills were at the wrong times.
    expect(Math.min(seen.old, seen.new)).toBeGreaterThan(5);
    expect(seen.killed).toBeGreaterThan(20);
    expect(made.run(args, { TEXT: "new" })).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(JSON.stringify(look(output))).toBe(trees.get("new"));
    expect(readdirSync(made.directory).filter((name) => name.startsWith("cdk.out"))).toEqual([
      "cdk.out",
      "cdk.out.lock",
    ]);
  }, 300_000);

  it("leaves a complete tree while the trees are exchanged", async () => {
    const made = project({ "many.js": program });
    const output = path.join(made.directory, "cdk.out");
    made.run(args, { TEXT: "new" });
    made.run(args, { TEXT: "old" });
    const before = JSON.stringify(look(output));
    for (let round = 0; round < 10; round += 1) {
      const child = spawn(process.execPath, [bin, ...args], {
        cwd: made.directory,
        env: { ...process.env, TEXT: "new" },
        stdio: "ignore",
        detached: true,
      });
      const end = new Promise((resolve) => child.once("exit", resolve));
      // As soon as the new tree is visible, so that the cleanup after it is interrupted.
      while (child.exitCode === null && readdirSync(path.join(output, "dot/modules")).includes("old")) {
        await new Promise(setImmediate);
      }
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await end;
      expect(Object.keys(look(output))).toHaveLength(603);
      expect(made.run(args, { TEXT: "old" })).toEqual({ code: 0, stdout: "", stderr: "" });
      expect(JSON.stringify(look(output))).toBe(before);
    }
  }, 120_000);
});

describe("two runs at once", () => {
  it("wait for each other and both succeed", async () => {
    const made = project({ "many.js": program });
    const run = (text: string): Promise<{ code: number | null; stderr: string }> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [bin, "--no-build", "--app", "node many.js"], {
          cwd: made.directory,
          env: { ...process.env, TEXT: text },
          stdio: ["ignore", "ignore", "pipe"],
        });
        let stderr = "";
        child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
        child.once("close", (code) => {
          resolve({ code, stderr });
        });
      });
    const ends = await Promise.all(["old", "new", "old", "new"].map(run));
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const waited = ends.filter(({ stderr }) => /^synth: waiting for process \d+, which is writing /m.test(stderr));
    expect(waited.length).toBeGreaterThan(0);
    expect(Object.keys(look(path.join(made.directory, "cdk.out")))).toHaveLength(603);
  }, 60_000);
});
