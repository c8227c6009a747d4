import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { identityInName, ownIdentity } from "../../../lib/platform/process/process-identity";
import { lockOutput, lockOutputSync } from "../../../lib/project/output/run-lock";
import { makeStagingSync, removeLeftoversSync } from "../../../lib/project/output/staging";
import { scratch } from "../../platform/files/scratch";

const processes: ChildProcess[] = [];
afterEach(() => {
  for (const child of processes.splice(0)) child.kill("SIGKILL");
});

/** A directory that names the process of a claim on the lock. */
function claim(directory: string, process: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, "process"), process);
}

/** A process that prints "held" when it has the lock, and keeps it. */
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
  it("is held by one process at a time", async () => {
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

  it("names the holder on timeout", async () => {
    const output = path.join(scratch(), "cdk.out");
    const child = await holder(output);
    await expect(lockOutput(output, { waitSeconds: 0.2 })).rejects.toMatchObject({
      kind: "machine",
      message: `another run is writing to ${output}`,
      reason: `process ${String(child.pid)} still holds the lock after 0.2 s`,
    });
  });

  it("is free immediately when its holder is killed, even if the holder is a zombie", async () => {
    const output = path.join(scratch(), "cdk.out");
    const child = await holder(output);
    const exit = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await exit;
    lockOutputSync(output, { waitSeconds: 0 }).release();
  });

  it("is not held by a later process with the same number, nor by a process of an earlier boot", () => {
    const output = path.join(scratch(), "cdk.out");
    claim(`${output}.lock/1`, JSON.stringify({ ...ownIdentity(), started: "1" }));
    lockOutputSync(output, { waitSeconds: 0 }).release();
    claim(`${output}.lock/9`, JSON.stringify({ ...ownIdentity(), boot: "another" }));
    lockOutputSync(output, { waitSeconds: 0 }).release();
    expect(readdirSync(`${output}.lock`).sort()).toEqual(["10", "9"]);
  });

  it("is free after a power cut that left no readable claim, and after an older version with files as claims", () => {
    const output = path.join(scratch(), "cdk.out");
    claim(`${output}.lock/1`, "\0".repeat(90));
    lockOutputSync(output, { waitSeconds: 0 }).release();
    writeFileSync(`${output}.lock/5`, "");
    lockOutputSync(output, { waitSeconds: 0 }).release();
    expect(readdirSync(`${output}.lock`).sort()).toEqual(["1", "2", "5", "6"]);
  });

  it("needs no hard links, which some file systems do not have, and removes the drafts of killed processes", () => {
    const output = path.join(scratch(), "cdk.out");
    claim(`${output}.lock/draft-1`, JSON.stringify({ ...ownIdentity(), started: "1" }));
    mkdirSync(`${output}.lock/draft-2`);
    claim(`${output}.lock/draft-3`, JSON.stringify(ownIdentity()));
    mkdirSync(`${output}.lock/old-1`);
    lockOutputSync(output, { waitSeconds: 0 }).release();
    expect(readdirSync(`${output}.lock`).sort()).toEqual(["1", "draft-3"]);
    expect(statSync(`${output}.lock/1/process`)).toMatchObject({ nlink: 1, size: 0 });
  });

  it("explains how to remove the lock of a process in another container", async () => {
    const output = path.join(scratch(), "cdk.out");
    claim(`${output}.lock/1`, JSON.stringify({ ...ownIdentity(), namespace: "pid:[1]" }));
    await expect(lockOutput(output, { waitSeconds: 0 })).rejects.toMatchObject({
      fix: `the process is not visible from here; if it has ended, remove ${output}.lock`,
    });
  });

  it("is never held twice, even with many processes that are killed", async () => {
    const directory = scratch();
    const output = path.join(directory, "cdk.out");
    // Each holder writes its number to a file and removes it before releasing; half of them are killed before removing it. If a
    // holder finds the number of a live process (a zombie does not count), the lock was held twice.
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
  it("removes the staging directory of a dead run but not of a live one", () => {
    const output = path.join(scratch(), "cdk.out");
    const mine = makeStagingSync(output);
    mkdirSync(`${output}.staging-${identityInName({ ...ownIdentity(), started: "1" })}-abcdef`);
    mkdirSync(`${output}.staging-${identityInName({ ...ownIdentity(), boot: "another" })}-abcdef`);
    removeLeftoversSync(output);
    expect(existsSync(mine.tree)).toBe(true);
    mine.remove();
    expect(readdirSync(path.dirname(output))).toEqual([]);
  });

  it("removes that of a run in another container only after a day", () => {
    const output = path.join(scratch(), "cdk.out");
    const elsewhere = `${output}.staging-${identityInName({ ...ownIdentity(), namespace: "pid:[1]" })}-abcdef`;
    mkdirSync(elsewhere);
    removeLeftoversSync(output);
    expect(existsSync(elsewhere)).toBe(true);
    const longAgo = Date.now() / 1000 - 90_000;
    utimesSync(elsewhere, longAgo, longAgo);
    removeLeftoversSync(output);
    expect(readdirSync(path.dirname(output))).toEqual([]);
  });
});
