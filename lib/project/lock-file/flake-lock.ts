import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { digestText } from "../../platform/files/digest";
import { replaceFileSync } from "../../platform/files/replace-file";
import { evaluateFile } from "../../platform/nix/evaluate";
import { lockFlake, registryAdd, type InputUpdates } from "../../platform/nix/flakes";
import type { Listening } from "../../platform/nix/run-nix";
import { onDisk } from "../../platform/nix/store-path";
import type { NixTool } from "../../platform/nix/tool";
import { systemFailure } from "../../platform/system-error";
import { attributesSchema, readLockFileSync, type Attributes, type LockFile } from "./lock-file";

/** A flake whose inputs are to be locked. */
export interface LockTarget {
  /** Directory of the flake, in staging. */
  readonly directory: string;
  /** The project's lock file, absolute; it need not exist. */
  readonly projectLock: string;
}

/** Name of the lock file in the directory of a flake. */
export const flakeLockFile = "flake.lock";
const nixpkgs = "nixpkgs";

/**
 * Gives a flake the locks that the project has; none when it has none.
 * @throws a failure when the project's lock file cannot be read as one.
 */
export function seedLockSync(target: LockTarget): void {
  if (readLockFileSync(target.projectLock) === undefined) return;
  try {
    copyFileSync(target.projectLock, path.join(target.directory, flakeLockFile));
  } catch (error) {
    throw systemFailure(error, `copy ${target.projectLock}`) ?? error;
  }
}

/** SHA-256 of a flake's lock file; empty when it has none. */
export function lockDigestSync(directory: string): string {
  const lock = path.join(directory, flakeLockFile);
  return existsSync(lock) ? digestText(readFileSync(lock, "utf8")) : "";
}

/**
 * Gives a flake the lock file of another directory, where all that this locks by its store path is still in the store.
 * @returns whether it did.
 */
export function reuseLockSync(target: LockTarget, from: string, store: string | undefined): boolean {
  const lock = path.join(from, flakeLockFile);
  // A flake without inputs has no lock file.
  if (!existsSync(lock)) return true;
  const paths = readFileSync(lock, "utf8").matchAll(/"path": "(\/nix\/store\/[^/"]+)/g);
  if (![...paths].every(([, storePath = ""]) => existsSync(onDisk(storePath, store)))) return false;
  copyFileSync(lock, path.join(target.directory, flakeLockFile));
  return true;
}

/** What locking a flake for its project came to; a flake without inputs has no lock file. */
export interface ProjectLocks {
  /** What the project had. */
  readonly before: LockFile | undefined;
  /** What the flake is locked by now. */
  readonly after: LockFile | undefined;
  /** Gives the project what the flake is locked by, so that the next run, and everyone who has the file, gets the same. */
  readonly keep: () => void;
  /** Whether the project has the same already. */
  readonly isKept: boolean;
}

/** Locks the inputs of a flake as its project has them locked, but for those that it has not, or that are to be updated. */
export async function lockForProject(
  tool: NixTool,
  target: LockTarget,
  { updates = [], listening }: { readonly updates?: InputUpdates; readonly listening?: Listening },
): Promise<ProjectLocks> {
  const before = readLockFileSync(target.projectLock);
  const lock = path.join(target.directory, flakeLockFile);
  if (updates === "all") rmSync(lock, { force: true });
  else seedLockSync(target);
  await lockFlake(tool, target.directory, { updates: updates === "all" ? [] : updates }, listening);
  const after = readLockFileSync(lock);
  if (after === undefined) return { before, after, keep: () => undefined, isKept: true };
  const content = readFileSync(lock);
  const isKept = before !== undefined && readFileSync(target.projectLock).equals(content);
  const keep = (): void => {
    if (!isKept) replaceFileSync(target.projectLock, content);
  };
  return { before, after, keep, isKept };
}

/**
 * Locks the inputs of a flake with another nixpkgs in the place of its own. The lock says of the other one that it is what
 * `flake.nix` asked for: so every later command takes it as it is, with no network, in the live system too. The project
 * gets nothing of it.
 * @param reference a flake reference that means the same on every machine: a store path, or one that Nix can fetch.
 */
export async function lockWithNixpkgs(
  tool: NixTool,
  target: LockTarget,
  reference: string,
  listening: Listening = {},
): Promise<void> {
  seedLockSync(target);
  await lockFlake(tool, target.directory, { override: { input: nixpkgs, reference } }, listening);
  const file = path.join(target.directory, flakeLockFile);
  const original = await requestedNixpkgs(tool, target.directory);
  const lock = readLockFileSync(file);
  const name = lock?.nodes[lock.root]?.inputs?.[nixpkgs];
  const node = typeof name === "string" ? lock?.nodes[name] : undefined;
  if (node === undefined || sameAttributes(node.original, original)) return;
  node.original = original;
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
}

/** Names of the inputs that a flake in a directory is locked with; none when it has no lock file. */
export function readLockedInputsSync(directory: string): readonly string[] {
  const lock = readLockFileSync(path.join(directory, flakeLockFile));
  return Object.keys(lock?.nodes[lock.root]?.inputs ?? {});
}

const inputsSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
const registrySchema = z.object({ flakes: z.tuple([z.object({ to: attributesSchema })]) });

/** What `flake.nix` asks for as nixpkgs, in the attributes that a lock file keeps. */
async function requestedNixpkgs(tool: NixTool, directory: string): Promise<Attributes> {
  const inputs = inputsSchema.parse(await evaluateFile(tool, path.join(directory, "flake.nix"), "inputs"));
  const { url, ...rest } = inputs[nixpkgs] ?? {};
  if (typeof url !== "string") return attributesSchema.parse({ id: nixpkgs, type: "indirect", ...attributesIn(rest) });
  const registry = path.join(directory, `${flakeLockFile}.registry`);
  try {
    await registryAdd(tool, registry, nixpkgs, url);
    return registrySchema.parse(JSON.parse(readFileSync(registry, "utf8"))).flakes[0].to;
  } finally {
    rmSync(registry, { force: true });
  }
}

/** Of an input written as attributes, those that say where it is. */
function attributesIn(input: Readonly<Record<string, unknown>>): Attributes {
  const aside = ["inputs", "follows", "flake"];
  return attributesSchema.parse(Object.fromEntries(Object.entries(input).filter(([name]) => !aside.includes(name))));
}

function sameAttributes(left: Attributes | undefined, right: Attributes): boolean {
  const sorted = (value: Attributes): string =>
    JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return left !== undefined && sorted(left) === sorted(right);
}
