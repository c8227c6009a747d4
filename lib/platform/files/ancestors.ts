import * as path from "node:path";

/** A directory and all above it, from the inside out. */
export function ancestors(directory: string): readonly string[] {
  const parent = path.dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestors(parent)];
}
