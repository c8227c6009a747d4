import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type { Measurement } from "./measurement";
import { outputParent } from "./output-parent";

// Runs one peer once, in a separate process: measure.ts PEER COUNT. Prints a Measurement as JSON.
const [peer = "", count = "0"] = process.argv.slice(2);

// Load only the peer that is measured.
const { run } = createRequire(__filename)(`./peers/${peer}`) as { run: (count: number, outdir: string) => void };
const directory = mkdtempSync(path.join(outputParent(), `cdknix-bench-${peer}-`));
const loaded = process.cpuUsage();
const start = process.hrtime.bigint();
run(Number(count), path.join(directory, "out"));
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const cpu = process.cpuUsage(loaded);
rmSync(directory, { recursive: true });
const measurement: Measurement = {
  seconds,
  cpuSeconds: (cpu.user + cpu.system) / 1e6,
  megabytes: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(measurement));
