import { readFileSync } from "node:fs";
import { z } from "zod";
import { replaceFileSync } from "../../platform/files/replace-file";
import { outputPaths } from "../output/output-paths";

const text = z.string();

const buildSchema = z.object({
  /** Digest of all inputs, including this machine's Nix. */
  key: text,
  /** Digest of the user's inputs; missing in records of older versions. */
  source: text.optional(),
  drvPath: text,
  storePath: text,
  /** Size of the ISO in bytes. */
  size: z.number(),
  /** SHA-256 of the ISO, hexadecimal. */
  sha256: text,
});

/** The latest build of a host. */
export type RecordedBuild = z.infer<typeof buildSchema>;

const lockSchema = z.object({
  /** Digest of everything that the lock file depends on, except what only Nix can find out. */
  origin: text,
  /** The lock file. */
  content: text,
});

/** A lock file that Nix made, and its origin. */
export type RecordedLock = z.infer<typeof lockSchema>;

const recordSchema = z.object({
  /** Latest build by host, without a profile. */
  hosts: z.record(text, buildSchema),
  /** Latest build by profile and host. */
  profiles: z.record(text, z.record(text, buildSchema)).default({}),
  /** Key of the lock file in the output, by directory of the flake. */
  locks: z.record(text, text),
  /** Lock files with a replacement for nixpkgs, which the project does not keep: by directory of the flake, latest first. */
  lockFiles: z.record(text, z.array(lockSchema)).default({}),
  /** How long builds took last time, in seconds: by profile, or the empty string, and by name of the derivation. */
  durations: z.record(text, z.record(text, z.number())).default({}),
});

/** The latest builds and locks of an output. */
export type BuildRecord = z.infer<typeof recordSchema>;

/** Reads the record next to an output; empty if it does not exist or cannot be read. */
export function readBuildRecordSync(output: string): BuildRecord {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(outputPaths(output).results, "utf8")));
  } catch {
    // The record only saves work: without it, Nix decides.
    return { hosts: {}, profiles: {}, locks: {}, lockFiles: {}, durations: {} };
  }
}

/** The latest build of a host, with a profile or without one; undefined if there is none. */
export function buildOf(record: BuildRecord, host: string, profile: string | undefined): RecordedBuild | undefined {
  return (profile === undefined ? record.hosts : record.profiles[profile])?.[host];
}

/** Returns a record with new builds of hosts. */
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

/** Names of derivations can contain a revision, so the oldest ones are forgotten. */
const keptDurations = 50;

/** How long builds with a profile, or without one, took last time. */
export function durationsOf(record: BuildRecord, profile: string | undefined): Readonly<Record<string, number>> {
  return record.durations[profile ?? ""] ?? {};
}

/** Returns a record with new durations. */
export function withDurations(
  record: BuildRecord,
  durations: Readonly<Record<string, number>>,
  profile: string | undefined,
): BuildRecord {
  const others = Object.entries(durationsOf(record, profile)).filter(([name]) => !(name in durations));
  const kept = [...others, ...Object.entries(durations)].slice(-keptDurations);
  return { ...record, durations: { ...record.durations, [profile ?? ""]: Object.fromEntries(kept) } };
}

/** Enough to go back to an earlier state of the program, and to switch between two replacements for nixpkgs. */
const keptLocks = 4;

/** Returns a record with the latest lock key and lock file of flakes, by directory. */
export function withLocks(
  record: BuildRecord,
  keys: BuildRecord["locks"],
  lockFiles: ReadonlyMap<string, RecordedLock>,
): BuildRecord {
  const added = [...lockFiles].map(([directory, lock]): [string, RecordedLock[]] => {
    const others = (record.lockFiles[directory] ?? []).filter(({ origin }) => origin !== lock.origin);
    return [directory, [lock, ...others].slice(0, keptLocks)];
  });
  return {
    ...record,
    locks: { ...record.locks, ...keys },
    lockFiles: { ...record.lockFiles, ...Object.fromEntries(added) },
  };
}

/** Replaces the record next to an output. */
export function writeBuildRecordSync(output: string, record: BuildRecord): void {
  replaceFileSync(outputPaths(output).results, `${JSON.stringify(record, undefined, 2)}\n`);
}
