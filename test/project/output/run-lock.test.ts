import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { ownIdentity } from "../../../lib/platform/process/process-identity";
import { lockOutput, lockOutputSync } from "../../../lib/project/output/run-lock";
import { makeStagingSync, removeLeftoversSync } from "../../../lib/project/output/staging";
import { scratch } from "../../platform/files/scratch";

const processes: ChildProcess[] = [];
afterEach(() => {
  for (const child of processes.splice(0)) child.kill("SIGKILL");
});

/** A process that says "held" once it holds the lock, and keeps it. */
async function holder(output: string): Promise<ChildProcess> {
  const script = [
    `require("ts-node/register")`,
    `require("./lib/project/output/run-lock").lockOutputSync(process.argv[1])`,
    `process.stdout.write("held")`,
    `setInterval(() => {}, 1000)`,
  ].join(";");
  const child = spawn(process.execPath, ["-e", script, output], { stdio: ["ignore", "pipe", "inherit"] });
  processes.push(child);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return child;
}

describe("the lock on an output", () => {
  it("is had by one after the other", async () => {
    const output = path.join(scratch(), "cdk.out");
    const first = await lockOutput(output);
    const waits: string[] = [];
    const second = lockOutput(output, { onWait: (message) => waits.push(message) });
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(waits).toEqual([`waiting for process ${String(process.pid)}, which is writing to ${output}`]);
    first.release();
    (await second).release();
    lockOutputSync(output).release();
    expect(readdirSync(`${output}.lock`)).toEqual(["1", "2", "3"]);
    for (let round = 0; round < 10; round += 1) lockOutputSync(output).release();
    expect(readdirSync(`${output}.lock`)).toHaveLength(8);
  });

  it("names who holds it when waiting takes too long", async () => {
    const output = path.join(scratch(), "cdk.out");
    const child = await holder(output);
    await expect(lockOutput(output, { waitSeconds: 0.2 })).rejects.toMatchObject({
      kind: "machine",
      message: `another run is writing to ${output}`,
      reason: `process ${String(child.pid)} still holds the lock after 0.2 s`,
    });
  });

  it("is free at once when its holder is killed, collected by its parent or not", async () => {
    const output = path.join(scratch(), "cdk.out");
    const child = await holder(output);
    const exit = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await exit;
    lockOutputSync(output, { waitSeconds: 0 }).release();
  });

  it("is not held by a later process that has the number of the dead one, nor by one of an earlier boot", () => {
    const output = path.join(scratch(), "cdk.out");
    mkdirSync(`${output}.lock`);
    writeFileSync(`${output}.lock/1`, JSON.stringify({ ...ownIdentity(), started: "1" }));
    lockOutputSync(output, { waitSeconds: 0 }).release();
    writeFileSync(`${output}.lock/9`, JSON.stringify({ ...ownIdentity(), boot: "another" }));
    lockOutputSync(output, { waitSeconds: 0 }).release();
    expect(readdirSync(`${output}.lock`).sort()).toEqual(["10", "9"]);
  });

  it("says how to take it from a process of another container, which nobody here can see", async () => {
    const output = path.join(scratch(), "cdk.out");
    mkdirSync(`${output}.lock`);
    writeFileSync(`${output}.lock/1`, JSON.stringify({ ...ownIdentity(), namespace: "pid:[1]" }));
    await expect(lockOutput(output, { waitSeconds: 0 })).rejects.toMatchObject({
      fix: `if that process no longer runs, remove ${output}.lock; it is not visible from here`,
    });
  });

  it("is never had by two at once, however many want it and die with it", async () => {
    const directory = scratch();
    const output = path.join(directory, "cdk.out");
    // Each holder leaves its number, and removes it before it lets go; half of them die without having removed it. Whoever
    // finds the number of one that lives (a killed one that its parent has not yet collected does not) is not alone.
    const script = `
      require("ts-node/register");
      const { lockOutputSync } = require("./lib/project/output/run-lock");
      const { readFileSync, rmSync, writeFileSync } = require("node:fs");
      const [, output, fate] = process.argv;
      const guard = output + ".guard";
      const read = (file) => { try { return readFileSync(file, "utf8"); } catch { return ""; } };
      for (let i = 0; i < 100; i++) {
        const lock = lockOutputSync(output);
        const other = read(guard);
        if (other !== "" && !/^$|\\) [ZX]/.test(read("/proc/" + other + "/stat"))) console.log("two at once");
        writeFileSync(guard, String(process.pid));
        if (i === 60 && fate === "dies") process.kill(process.pid, "SIGKILL");
        rmSync(guard);
        lock.release();
      }`;
    const run = (fate: string): Promise<string> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, ["-e", script, output, fate], { stdio: ["ignore", "pipe", "inherit"] });
        processes.push(child);
        let said = "";
        child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
        child.once("close", (code, signal) => {
          resolve(said + String(code ?? signal));
        });
      });
    const ends = await Promise.all(["dies", "lives", "dies", "lives"].map(run));
    expect(ends).toEqual(["SIGKILL", "0", "SIGKILL", "0"]);
  }, 60_000);
});

describe("staging", () => {
  it("of a dead run is cleared up, of a living one is not", () => {
    const output = path.join(scratch(), "cdk.out");
    const mine = makeStagingSync(output);
    const dead = `${output}.staging-${String(process.pid)}-1-abcdef`;
    mkdirSync(dead);
    removeLeftoversSync(output);
    expect([existsSync(mine.tree), existsSync(dead)]).toEqual([true, false]);
    mine.remove();
    expect(readdirSync(path.dirname(output))).toEqual([]);
  });
});
