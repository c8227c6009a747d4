import { mkdirSync, renameSync, rmSync } from "node:fs";
import * as path from "node:path";
import { addToStore, lockFlake, sourceName } from "../../platform/nix/flakes";
import type { Listening } from "../../platform/nix/run-nix";
import type { NixTool } from "../../platform/nix/tool";
import { systemFailure } from "../../platform/system-error";
import { outputPaths } from "../../project/output/output-paths";
import { writeTreeSync } from "../../project/output/write-tree";

/** Directory of the flake of a profile, beside the tree that it is laid over. */
export function profileDirectory(tree: string, profile: string, flake: string): string {
  return path.join(outputPaths(tree).profiles, profile, flake);
}

/**
 * A reference to a flake of a tree as it is now. By its store path: so that what is made of it does not depend on where the
 * project lies, nor on which characters that path has, and the tree is what Nix makes of it everywhere.
 */
export async function storeReference(tool: NixTool, directory: string): Promise<string> {
  return `path:${await addToStore(tool, directory, sourceName)}`;
}

/**
 * Writes the flake of a profile with its lock file in place of the last one; half of it is never to be seen.
 * @throws a failure when it cannot be written, or Nix cannot lock it.
 */
export async function writeProfileFlake(
  tool: NixTool,
  directory: string,
  texts: ReadonlyMap<string, string>,
  listening: Listening,
): Promise<void> {
  const draft = `${directory}.${String(process.pid)}`;
  try {
    mkdirSync(draft, { recursive: true });
    const files = new Map([...texts].map(([name, text]) => [name, { text }]));
    writeTreeSync(draft, { files, directories: new Map() }, draft);
    await lockFlake(tool, draft, {}, listening);
    rmSync(directory, { recursive: true, force: true });
    renameSync(draft, directory);
  } catch (error) {
    throw systemFailure(error, `write ${directory}`) ?? error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
