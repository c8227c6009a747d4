import { readFileSync } from "node:fs";
import { z } from "zod";
import { replaceFileSync } from "../../platform/files/replace-file";
import { outputPaths } from "../output/output-paths";

const text = z.string();

const buildSchema = z.object({
  /** Everything that it was built of, this machine's Nix included. */
  key: text,
  /** What the user gave it to be built of; not told by older versions. */
  source: text.optional(),
  drvPath: text,
  storePath: text,
  /** Of the ISO, in bytes. */
  size: z.number(),
  /** Of the ISO, hexadecimal. */
  sha256: text,
});

/** The last build of a host, and what came of it. */
export type RecordedBuild = z.infer<typeof buildSchema>;

const recordSchema = z.object({
  /** By host: what was built of it last, without a profile. */
  hosts: z.record(text, buildSchema),
  /** By profile, then host: what was built of it with the profile last. */
  profiles: z.record(text, z.record(text, buildSchema)).default({}),
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
    return { hosts: {}, profiles: {}, locks: {} };
  }
}

/** The last build of a host, with a profile or without one; undefined when there is none. */
export function buildOf(record: BuildRecord, host: string, profile: string | undefined): RecordedBuild | undefined {
  return (profile === undefined ? record.hosts : record.profiles[profile])?.[host];
}

/** A record with builds of hosts in the place of their last ones. */
export function withBuilds(
  record: BuildRecord,
  builds: ReadonlyMap<string, RecordedBuild>,
  profile: string | undefined,
): BuildRecord {
  const added = Object.fromEntries(builds);
  if (profile === undefined) return { ...record, hosts: { ...record.hosts, ...added } };
  const before = record.profiles[profile];
  return { ...record, profiles: { ...record.profiles, [profile]: { ...before, ...added } } };
}

/** Replaces the record beside an output. */
export function writeBuildRecordSync(output: string, record: BuildRecord): void {
  replaceFileSync(outputPaths(output).results, `${JSON.stringify(record, undefined, 2)}\n`);
}
