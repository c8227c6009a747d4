import { readFileSync } from "node:fs";
import { z } from "zod";
import { outputPaths } from "./output-paths";
import { replaceFileSync } from "./replace-file";

const text = z.string();

const recordSchema = z.object({
  /** By host: of which input (`key`) it was built last, and what came of it. */
  hosts: z.record(text, z.object({ key: text, drvPath: text, storePath: text, size: z.number(), sha256: text })),
  /** By directory of a flake: for which input its lock file in the output was made. */
  locks: z.record(text, text),
});

/** What is known of the last builds and locks of an output. */
export type BuildRecord = z.infer<typeof recordSchema>;

/** The record beside an output; empty when there is none that can be read. */
export function readBuildRecordSync(output: string): BuildRecord {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(outputPaths(output).results, "utf8")));
  } catch {
    // It only spares work: without it Nix is asked.
    return { hosts: {}, locks: {} };
  }
}

/** Replaces the record beside an output. */
export function writeBuildRecordSync(output: string, record: BuildRecord): void {
  replaceFileSync(outputPaths(output).results, `${JSON.stringify(record, undefined, 2)}\n`);
}
