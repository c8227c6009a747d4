import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

// Runs one peer once, in a process of its own: measure.ts PEER COUNT. Prints { seconds, megabytes } as JSON.
const [peer = "", count = "0"] = process.argv.slice(2);

async function main(): Promise<void> {
  const { run } = (await import(`./peers/${peer}`)) as { run: (count: number, outdir: string) => void };
  const directory = mkdtempSync(path.join(tmpdir(), `cdknix-bench-${peer}-`));
  const start = process.hrtime.bigint();
  run(Number(count), path.join(directory, "out"));
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  rmSync(directory, { recursive: true });
  console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

void main();
