import { readFileSync } from "node:fs";
import * as path from "node:path";

/** Contents of files below a directory, by name; skips files that cannot be read. */
export function readTextsSync(directory: string, names: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const name of names) {
    const text = tryRead(path.join(directory, name));
    if (text !== undefined) texts.set(name, text);
  }
  return texts;
}

function tryRead(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
