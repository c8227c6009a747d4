import { z } from "zod";
import { parsed, pathReference, runNix, type LogListeners } from "./run-nix";
import type { NixTool } from "./tool";

/**
 * The name that Nix gives to the sources of flakes. Every version of Nix finds a locked source of this name in the store by
 * its hash alone, regardless of the rest of the lock file.
 */
export const sourceName = "source";

/** Adds a directory to the store by content, under the given name; returns the store path. */
export async function addToStore(tool: NixTool, directory: string, name: string): Promise<string> {
  const run = await runNix(tool, {
    args: ["store", "add-path", "--name", name, directory],
    cwd: directory,
    failure: ["machine", "store-add-failed", `Nix cannot add ${directory} to its store`],
  });
  return run.stdout.trim();
}

const metadataSchema = z.object({ path: z.string(), locked: z.object({ dir: z.string().optional() }).optional() });

/** Fetches a flake into the store and returns a reference to the copy. A relative reference is relative to `cwd`. */
export async function fetchFlake(
  tool: NixTool,
  reference: string,
  cwd: string,
  listeners: LogListeners = {},
): Promise<string> {
  const run = await runNix(tool, {
    args: ["flake", "metadata", "--json", "--no-write-lock-file", reference],
    cwd,
    listeners,
    failure: ["evaluation", "flake-not-fetched", `Nix cannot fetch the flake ${reference}`],
  });
  const { path, locked } = parsed(metadataSchema, run, "the flake's metadata as JSON");
  // If the flake is in a subdirectory of a git work tree, the store has the whole tree, and a path reference cannot have a `dir`.
  const directory = locked?.dir === undefined ? path : await addToStore(tool, `${path}/${locked.dir}`, sourceName);
  return `path:${directory}`;
}

/** Inputs to unlock, such as `disko` or `disko/nixpkgs`. */
export type InputUpdates = "all" | readonly string[];

/** Changes to make when locking. */
export interface Relocking {
  /** Replacements of inputs, such as `disko` or `disko/nixpkgs`. Default: none. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** Inputs whose locks are discarded. Default: none. */
  readonly updates?: readonly string[];
}

/** Writes `flake.lock` next to a `flake.nix`; keeps the locks that still apply. */
export async function lockFlake(
  tool: NixTool,
  directory: string,
  { overrides = {}, updates = [] }: Relocking,
  listeners: LogListeners = {},
): Promise<void> {
  const overriding = Object.entries(overrides).flatMap(([input, by]) => ["--override-input", input, by]);
  const reference = pathReference(directory);
  // Newer versions of Nix warn about the older option.
  const updating = tool.since(2, 19)
    ? ["flake", "update", ...updates, "--flake", reference]
    : ["flake", "lock", ...updates.flatMap((input) => ["--update-input", input]), reference];
  await runNix(tool, {
    args: updates.length > 0 ? updating : ["flake", "lock", ...overriding, reference],
    cwd: directory,
    listeners,
    failure: ["evaluation", "flake-not-locked", "Nix cannot lock the inputs of the flake"],
  });
}

/** Adds an entry to a registry file, which makes Nix parse a reference without fetching it. */
export async function registryAdd(tool: NixTool, file: string, name: string, reference: string): Promise<void> {
  await runNix(tool, {
    args: ["registry", "add", "--registry", file, name, reference],
    cwd: "/",
    failure: ["evaluation", "reference-not-understood", `Nix does not understand the flake reference ${reference}`],
  });
}
