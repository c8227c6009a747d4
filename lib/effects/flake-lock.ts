import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { systemFailure } from "./errors";
import { evaluateFile, lockFlake, registryAdd, type Listening, type NixTool } from "./nix";
import { onDisk } from "./nix/store-path";
import { digestText } from "./tree-digest";

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

/** Gives a flake the locks that the project has; none when it has none. */
export function seedLockSync(target: LockTarget): void {
  if (!existsSync(target.projectLock)) return;
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

/**
 * Locks the inputs of a flake as its project has them locked, and gives the project the result, so that the next run, and
 * everyone who has the project's lock file, gets the same.
 * @param isFrozen leave the project's lock file as it is.
 * @returns whether the project's lock file now says the same as the flake's.
 */
export async function lockForProject(
  tool: NixTool,
  target: LockTarget,
  { isFrozen, listening }: { readonly isFrozen: boolean; readonly listening?: Listening },
): Promise<boolean> {
  seedLockSync(target);
  await lockFlake(tool, target.directory, undefined, listening);
  const lock = path.join(target.directory, flakeLockFile);
  // A flake without inputs has no lock file.
  if (!existsSync(lock)) return true;
  const content = readFileSync(lock);
  if (existsSync(target.projectLock) && readFileSync(target.projectLock).equals(content)) return true;
  if (!isFrozen) replaceFileSync(target.projectLock, content);
  return !isFrozen;
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
  await lockFlake(tool, target.directory, { input: nixpkgs, reference }, listening);
  const file = path.join(target.directory, flakeLockFile);
  const original = await requestedNixpkgs(tool, target.directory);
  const lock = lockSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const name = lock.nodes[lock.root]?.inputs?.[nixpkgs];
  const node = typeof name === "string" ? lock.nodes[name] : undefined;
  if (node === undefined || sameAttributes(node.original, original)) return;
  node.original = original;
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
}

/** Names of the inputs that a flake in a directory is locked with; none when it has no lock file. */
export function readLockedInputsSync(directory: string): readonly string[] {
  const file = path.join(directory, flakeLockFile);
  if (!existsSync(file)) return [];
  const lock = lockSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return Object.keys(lock.nodes[lock.root]?.inputs ?? {});
}

const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
type Attributes = z.infer<typeof attributes>;

const lockSchema = z.looseObject({
  root: z.string(),
  nodes: z.record(
    z.string(),
    z.looseObject({
      inputs: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
      original: attributes.optional(),
    }),
  ),
});

const inputsSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
const registrySchema = z.object({ flakes: z.tuple([z.object({ to: attributes })]) });

/** What `flake.nix` asks for as nixpkgs, in the attributes that a lock file keeps. */
async function requestedNixpkgs(tool: NixTool, directory: string): Promise<Attributes> {
  const inputs = inputsSchema.parse(await evaluateFile(tool, path.join(directory, "flake.nix"), "inputs"));
  const { url, ...rest } = inputs[nixpkgs] ?? {};
  if (typeof url !== "string") return attributes.parse({ id: nixpkgs, type: "indirect", ...attributesIn(rest) });
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
  return attributes.parse(Object.fromEntries(Object.entries(input).filter(([name]) => !aside.includes(name))));
}

function sameAttributes(left: Attributes | undefined, right: Attributes): boolean {
  const sorted = (value: Attributes): string =>
    JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return left !== undefined && sorted(left) === sorted(right);
}

/** Replaces a file in one step. */
function replaceFileSync(file: string, content: Buffer): void {
  try {
    // A link stays a link: what it points to is replaced.
    const target = existsSync(file) ? realpathSync(file) : file;
    mkdirSync(path.dirname(target), { recursive: true });
    const draft = `${target}.${String(process.pid)}`;
    try {
      writeFileSync(draft, content);
      renameSync(draft, target);
    } finally {
      rmSync(draft, { force: true });
    }
  } catch (error) {
    throw systemFailure(error, `write ${file}`) ?? error;
  }
}
