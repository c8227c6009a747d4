import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { outputPaths } from "./output-paths";

const recordSchema = z.record(z.string(), z.object({ key: z.string(), drvPath: z.string(), storePath: z.string() }));

/** What was built last, by host: of which input (`key`), and what came of it. */
export type BuildRecord = z.infer<typeof recordSchema>;

/** The record beside an output; empty when there is none that can be read. */
export function readBuildRecordSync(output: string): BuildRecord {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(outputPaths(output).results, "utf8")));
  } catch {
    // It only spares work: without it Nix is asked.
    return {};
  }
}

/** Replaces the record beside an output. */
export function writeBuildRecordSync(output: string, record: BuildRecord): void {
  const file = outputPaths(output).results;
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, `${JSON.stringify(record, undefined, 2)}\n`);
  renameSync(draft, file);
}
