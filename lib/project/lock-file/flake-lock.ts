import { copyFileSync, existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { digestText } from "../../platform/files/digest";
import { replaceFileSync } from "../../platform/files/replace-file";
import { evaluateFile } from "../../platform/nix/evaluate";
import { lockFlake, registryAdd, type InputUpdates } from "../../platform/nix/flakes";
import type { LogListeners } from "../../platform/nix/run-nix";
import { onDisk } from "../../platform/nix/store-path";
import type { NixTool } from "../../platform/nix/tool";
import { systemFailure } from "../../platform/system-error";
import { attributesSchema, readLockFileSync, type Attributes, type LockFile } from "./lock-file";
import { flakeLockFile } from "./lock-file-name";

/** A flake to lock. */
export interface LockTarget {
  /** Directory of the flake, in staging. */
  readonly directory: string;
  /** The project's lock file, absolute; it need not exist. */
  readonly projectLock: string;
}

const nixpkgs = "nixpkgs";

/**
 * Copies the project's lock file into a flake, if there is one.
 * @throws a failure if the project's lock file is invalid.
 */
export function seedLockSync(target: LockTarget): void {
  if (readLockFileSync(target.projectLock) === undefined) return;
  try {
    copyFileSync(target.projectLock, path.join(target.directory, flakeLockFile));
  } catch (error) {
    throw systemFailure(error, `copy ${target.projectLock}`) ?? error;
  }
}

/** SHA-256 of a flake's lock file; empty if it has none. */
export function lockDigestSync(directory: string): string {
  const lock = path.join(directory, flakeLockFile);
  return existsSync(lock) ? digestText(readFileSync(lock, "utf8")) : "";
}

/**
 * Copies the lock file of another directory into a flake, if every store path that it locks is still in the store.
 * @returns whether it was copied.
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

/** Result of locking a flake for its project; a flake without inputs has no lock file. */
export interface ProjectLocks {
  /** The project's previous lock file. */
  readonly before: LockFile | undefined;
  /** The flake's current lock file. */
  readonly after: LockFile | undefined;
  /** Saves the flake's lock file in the project, so that the next run and all other users get the same inputs. */
  readonly keep: () => void;
  /** Whether the project already has this lock file. */
  readonly isKept: boolean;
}

/** Locks the inputs of a flake as in the project's lock file, except missing inputs and those to update. */
export async function lockForProject(
  tool: NixTool,
  target: LockTarget,
  { updates = [], listeners }: { readonly updates?: InputUpdates; readonly listeners?: LogListeners },
): Promise<ProjectLocks> {
  const before = readLockFileSync(target.projectLock);
  const lock = path.join(target.directory, flakeLockFile);
  if (updates === "all") rmSync(lock, { force: true });
  else seedLockSync(target);
  await lockFlake(tool, target.directory, { updates: updates === "all" ? [] : updates }, listeners);
  const after = readLockFileSync(lock);
  if (after === undefined) return { before, after, keep: () => undefined, isKept: true };
  const content = readFileSync(lock);
  const isKept = before !== undefined && readFileSync(target.projectLock).equals(content);
  const keep = (): void => {
    // A symbolic link stays: the file that it points to is replaced.
    const file = existsSync(target.projectLock) ? realpathSync(target.projectLock) : target.projectLock;
    if (!isKept) replaceFileSync(file, content);
  };
  return { before, after, keep, isKept };
}

/** A replacement for inputs of a flake. */
export interface InputReplacement {
  /** Whether it replaces an input. */
  readonly replaces: (input: { readonly name: string; readonly url: string | undefined }) => boolean;
  /** A flake reference with the same meaning on every machine: a store path, or one that Nix can fetch. */
  readonly reference: string;
}

/** The replacement for the input `nixpkgs`. */
export function nixpkgsReplacement(reference: string): InputReplacement {
  return { replaces: ({ name }) => name === nixpkgs, reference };
}

/**
 * Locks the inputs of a flake with replacements. The lock file states that `flake.nix` asks for these, so that later commands
 * accept it without network access, in the live system too. The project's lock file is not changed.
 */
export async function lockWithReplacements(
  tool: NixTool,
  target: LockTarget,
  replacements: readonly InputReplacement[],
  listeners: LogListeners = {},
): Promise<void> {
  seedLockSync(target);
  const inputs = await requestedInputs(tool, target.directory);
  const candidates: Readonly<Record<string, RequestedInput>> = { [nixpkgs]: {}, ...inputs };
  const replaced = new Map(
    Object.entries(candidates).flatMap(([name, input]) => {
      const url = typeof input.url === "string" ? input.url : undefined;
      const replacement = replacements.find(({ replaces }) => replaces({ name, url }));
      return replacement === undefined ? [] : [[name, replacement.reference] as const];
    }),
  );
  // Nixpkgs of a replacement, where the flake does not set it.
  const inner = [...replaced.keys()].filter((name) => name !== nixpkgs && !hasFollows(inputs[name], nixpkgs));
  const nixpkgsReference = replaced.get(nixpkgs);
  const overrides = {
    ...Object.fromEntries(replaced),
    ...(nixpkgsReference === undefined
      ? {}
      : Object.fromEntries(inner.map((name) => [`${name}/${nixpkgs}`, nixpkgsReference]))),
  };
  await lockFlake(tool, target.directory, { overrides }, listeners);
  const file = path.join(target.directory, flakeLockFile);
  const lock = readLockFileSync(file);
  if (lock === undefined) return;
  const before = JSON.stringify(lock);
  const request = (node: LockNode | undefined, original: Attributes): void => {
    if (node !== undefined && !sameAttributes(node.original, original)) node.original = original;
  };
  for (const name of replaced.keys()) {
    const node = nodeBelow(lock, lock.nodes[lock.root], name);
    request(node, await requestedInput(tool, target.directory, name, inputs[name] ?? {}));
    if (inner.includes(name)) request(nodeBelow(lock, node, nixpkgs), { id: nixpkgs, type: "indirect" });
  }
  if (JSON.stringify(lock) !== before) writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
}

type LockNode = LockFile["nodes"][string];

/** The node of an input of a node, unless the input follows another one. */
function nodeBelow(lock: LockFile, node: LockNode | undefined, input: string): LockNode | undefined {
  const name = node?.inputs?.[input];
  return typeof name === "string" ? lock.nodes[name] : undefined;
}

/** Names of the inputs in a directory's lock file; none if it has no lock file. */
export function readLockedInputsSync(directory: string): readonly string[] {
  const lock = readLockFileSync(path.join(directory, flakeLockFile));
  return Object.keys(lock?.nodes[lock.root]?.inputs ?? {});
}

const inputsSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
type RequestedInput = z.infer<typeof inputsSchema>[string];
const innerInputsSchema = z.record(z.string(), z.object({ follows: z.string().optional() }));
const registrySchema = z.object({ flakes: z.tuple([z.object({ to: attributesSchema })]) });

/** The inputs that `flake.nix` asks for. */
async function requestedInputs(tool: NixTool, directory: string): Promise<Readonly<Record<string, RequestedInput>>> {
  return inputsSchema.parse(await evaluateFile(tool, path.join(directory, "flake.nix"), "inputs"));
}

/** Whether an input of an input follows another one. */
function hasFollows(input: RequestedInput | undefined, inner: string): boolean {
  return innerInputsSchema.safeParse(input?.inputs).data?.[inner]?.follows !== undefined;
}

/** An input that `flake.nix` asks for, as attributes of a lock file. */
async function requestedInput(
  tool: NixTool,
  directory: string,
  name: string,
  { url, ...rest }: RequestedInput,
): Promise<Attributes> {
  if (typeof url !== "string") return attributesSchema.parse({ id: name, type: "indirect", ...attributesIn(rest) });
  const registry = path.join(directory, `${flakeLockFile}.registry`);
  try {
    await registryAdd(tool, registry, name, url);
    return registrySchema.parse(JSON.parse(readFileSync(registry, "utf8"))).flakes[0].to;
  } finally {
    rmSync(registry, { force: true });
  }
}

/** The attributes of an input that specify its location. */
function attributesIn(input: Readonly<Record<string, unknown>>): Attributes {
  const aside = ["inputs", "follows", "flake"];
  return attributesSchema.parse(Object.fromEntries(Object.entries(input).filter(([name]) => !aside.includes(name))));
}

function sameAttributes(left: Attributes | undefined, right: Attributes): boolean {
  const sorted = (value: Attributes): string =>
    JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return left !== undefined && sorted(left) === sorted(right);
}
