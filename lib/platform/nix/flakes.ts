import { z } from "zod";
import { parsed, pathReference, runNix, type Listening } from "./run-nix";
import type { NixTool } from "./tool";

/**
 * The name that Nix itself gives to the sources of flakes. A locked source of this name is found in the store by its hash
 * alone, by every version of Nix, whatever else the lock says.
 */
export const sourceName = "source";

/** Adds a directory to the store by its content, under a name of its own; returns the store path. */
export async function addToStore(tool: NixTool, directory: string, name: string): Promise<string> {
  const run = await runNix(tool, {
    args: ["store", "add-path", "--name", name, directory],
    cwd: directory,
    failure: ["machine", "store-add-failed", `Nix cannot add ${directory} to its store`],
  });
  return run.stdout.trim();
}

const metadataSchema = z.object({ path: z.string(), locked: z.object({ dir: z.string().optional() }).optional() });

/** Fetches a flake into the store and returns a reference to it there. A relative reference is relative to `cwd`. */
export async function fetchFlake(
  tool: NixTool,
  reference: string,
  cwd: string,
  listening: Listening = {},
): Promise<string> {
  const run = await runNix(tool, {
    args: ["flake", "metadata", "--json", "--no-write-lock-file", reference],
    cwd,
    listening,
    failure: ["evaluation", "flake-not-fetched", `Nix cannot fetch the flake ${reference}`],
  });
  const { path, locked } = parsed(metadataSchema, run, "the flake's metadata as JSON");
  // Of a git work tree all is in the store when the flake is in a directory of it, and a path may have no `dir` beside it.
  const directory = locked?.dir === undefined ? path : await addToStore(tool, `${path}/${locked.dir}`, sourceName);
  return `path:${directory}`;
}

/** Inputs whose locks are not kept, as in `disko` or `disko/nixpkgs`. */
export type InputUpdates = "all" | readonly string[];

/** What is to be locked otherwise than it is. */
export interface Relocking {
  /** An input, and what takes its place. */
  readonly override?: { readonly input: string; readonly reference: string };
  /** Inputs whose locks are not kept. Default: none. */
  readonly updates?: readonly string[];
}

/** Writes `flake.lock` beside a `flake.nix`, keeping what is locked and still fits. */
export async function lockFlake(
  tool: NixTool,
  directory: string,
  { override, updates = [] }: Relocking,
  listening: Listening = {},
): Promise<void> {
  const overriding = override === undefined ? [] : ["--override-input", override.input, override.reference];
  const reference = pathReference(directory);
  // The option is the older one, and newer versions of Nix warn of it.
  const updating = tool.since(2, 19)
    ? ["flake", "update", ...updates, "--flake", reference]
    : ["flake", "lock", ...updates.flatMap((input) => ["--update-input", input]), reference];
  await runNix(tool, {
    args: updates.length > 0 ? updating : ["flake", "lock", ...overriding, reference],
    cwd: directory,
    listening,
    failure: ["evaluation", "flake-not-locked", "Nix cannot lock the inputs of the flake"],
  });
}

/** Adds an entry to a registry file, which is how Nix tells what a reference consists of without fetching it. */
export async function registryAdd(tool: NixTool, file: string, name: string, reference: string): Promise<void> {
  await runNix(tool, {
    args: ["registry", "add", "--registry", file, name, reference],
    cwd: "/",
    failure: ["evaluation", "reference-not-understood", `Nix does not understand the flake reference ${reference}`],
  });
}
