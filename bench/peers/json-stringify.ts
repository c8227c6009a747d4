import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { settingsOf } from "../workload";

/** Writes the same data without constructs as one JSON file, for the cost of the data alone. */
export function run(count: number, outdir: string): void {
  const modules: Record<string, unknown> = {};
  for (let index = 0; index < count; index++) modules[`module-${String(index)}`] = settingsOf(index);
  mkdirSync(outdir, { recursive: true });
  writeFileSync(path.join(outdir, "modules.json"), JSON.stringify(modules, undefined, 2));
}
