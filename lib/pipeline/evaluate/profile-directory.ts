import { mkdirSync, renameSync, rmSync } from "node:fs";
import * as path from "node:path";
import { addToStore, lockFlake, sourceName } from "../../platform/nix/flakes";
import type { LogListeners } from "../../platform/nix/run-nix";
import { draftOf } from "../../platform/files/replace-file";
import type { NixTool } from "../../platform/nix/tool";
import { systemFailure } from "../../platform/system-error";
import { outputPaths } from "../../project/output/output-paths";
import { writeTreeSync } from "../../project/output/write-tree";

/** Directory of a profile's flake, next to the tree that it applies to. */
export function profileDirectory(tree: string, profile: string, flake: string): string {
  return path.join(outputPaths(tree).profiles, profile, flake);
}

/**
 * A reference to a flake of a tree in its current state. It is a store path, so that results do not depend on the location
 * of the project or the characters in its path, and the source is the same everywhere.
 */
export async function storeReference(tool: NixTool, directory: string): Promise<string> {
  return `path:${await addToStore(tool, directory, sourceName)}`;
}

/**
 * Writes a profile's flake with its lock file, which replaces the previous one when it is complete.
 * @throws a failure if it cannot be written, or Nix cannot lock it.
 */
export async function writeProfileFlake(
  tool: NixTool,
  directory: string,
  texts: ReadonlyMap<string, string>,
  listeners: LogListeners,
): Promise<void> {
  const draft = draftOf(directory);
  try {
    mkdirSync(draft, { recursive: true });
    const files = new Map([...texts].map(([name, text]) => [name, { text }]));
    writeTreeSync(draft, { files, copies: new Map() });
    await lockFlake(tool, draft, {}, listeners);
    rmSync(directory, { recursive: true, force: true });
    renameSync(draft, directory);
  } catch (error) {
    throw systemFailure(error, `write ${directory}`) ?? error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
