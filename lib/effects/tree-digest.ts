import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
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
