import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** Contents of files below a directory, by name; skips files that cannot be read. */
export function readTextsSync(directory: string, names: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const name of names) {
    const text = tryReadTextSync(path.join(directory, name));
    if (text !== undefined) texts.set(name, text);
  }
  return texts;
}

/** The contents of a file; undefined if it cannot be read, for whichever reason. */
export function tryReadTextSync(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** The contents of a file; undefined if it does not exist. @throws the error of the file system if it cannot be read. */
export function readTextIfExistsSync(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
