import { createHash } from "node:crypto";
import { closeSync, createReadStream, lstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";
import { readTreeEntriesSync } from "./tree-entries";

/**
 * A digest that is equal for two directories exactly if their contents are; ignores times and owners.
 * @param except an entry that does not count
 */
export function digestTreeSync(directory: string, except?: string): string {
  const hash = createHash("sha256");
  for (const [name, entry] of readTreeEntriesSync(directory)) {
    if (name === except) continue;
    const content = entry.kind === "file" ? readFileSync(path.join(directory, name)) : "";
    hash.update(JSON.stringify([name, entry, content.length]));
    hash.update(content);
  }
  return hash.digest("hex");
}

/** SHA-256 of a string, hexadecimal. */
export function digestText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * A digest that changes with anything below a directory. It uses file metadata and does not read contents, because a
 * copy of nixpkgs has tens of thousands of files.
 * @throws the error of the file system if something cannot be read.
 */
export function directorySignatureSync(directory: string): string {
  const hash = createHash("sha256");
  const visit = (below: string): void => {
    for (const entry of readdirSync(path.join(directory, below), { withFileTypes: true })) {
      const name = path.join(below, entry.name);
      // The time of the last change of any kind, which programs cannot reset.
      const { ctimeMs, ino, mode, mtimeMs, size } = lstatSync(path.join(directory, name));
      hash.update(JSON.stringify([name, ctimeMs, ino, mode, mtimeMs, size]));
      if (entry.isDirectory()) visit(name);
    }
  };
  visit("");
  return hash.digest("hex");
}

/** {@link sha256OfFile} for synchronous callers. */
export function sha256OfFileSync(file: string): string {
  const hash = createHash("sha256");
  const part = Buffer.allocUnsafe(1 << 16);
  const descriptor = openSync(file, "r");
  try {
    for (let length = readSync(descriptor, part); length > 0; length = readSync(descriptor, part)) {
      hash.update(part.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest("hex");
}

/** SHA-256 of a file of any size, hexadecimal. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
