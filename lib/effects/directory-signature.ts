import { createHash } from "node:crypto";
import { lstatSync, readdirSync } from "node:fs";
import * as path from "node:path";

/**
 * A text that changes when anything below a directory does, told by what the file system keeps of each file, without
 * reading it: a copy of nixpkgs has tens of thousands.
 * @throws what the file system throws, when something cannot be looked at.
 */
export function directorySignatureSync(directory: string): string {
  const hash = createHash("sha256");
  const visit = (below: string): void => {
    for (const entry of readdirSync(path.join(directory, below), { withFileTypes: true })) {
      const name = path.join(below, entry.name);
      // The time of the last change of any kind, which no program can set back.
      const { ctimeMs, ino, mode, mtimeMs, size } = lstatSync(path.join(directory, name));
      hash.update(JSON.stringify([name, ctimeMs, ino, mode, mtimeMs, size]));
      if (entry.isDirectory()) visit(name);
    }
  };
  visit("");
  return hash.digest("hex");
}
