import { createHash } from "node:crypto";
import { createReadStream, lstatSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";
import { readTreeEntriesSync } from "./tree-entries";

/** A text that two directories have in common when, and only when, they hold the same; times and owners aside. */
export function digestTreeSync(directory: string): string {
  const hash = createHash("sha256");
  for (const [name, entry] of readTreeEntriesSync(directory)) {
    const content = entry.kind === "file" ? readFileSync(path.join(directory, name)) : "";
    hash.update(JSON.stringify([name, entry, content.length]));
    hash.update(content);
  }
  return hash.digest("hex");
}

/** SHA-256 of a text, hexadecimal. */
export function digestText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

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

/** SHA-256 of a file, hexadecimal. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
