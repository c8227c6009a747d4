import { readFileSync } from "node:fs";
import * as path from "node:path";
import { onDisk } from "./nix/store-path";

/** Texts of files below a directory, by name; those that cannot be read are left out. */
export function readTextsSync(directory: string, names: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const name of names) {
    const text = tryRead(path.join(directory, name));
    if (text !== undefined) texts.set(name, text);
  }
  return texts;
}

/**
 * Whether a source in the Nix store is a copy of a flake. One that cannot be read, in a store elsewhere, may be.
 * @param store the store that was used, where it is not the machine's own.
 */
export function isCopyOfSync(storePath: string, flakeFile: string, store: string | undefined): boolean {
  const copy = tryRead(path.join(onDisk(storePath, store), "flake.nix"));
  return copy === undefined || copy === flakeFile;
}

function tryRead(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
