import { isUtf8 } from "node:buffer";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type { ComparedFile } from "../tree/diff-files";
import { systemFailure } from "./errors";
import { readTreeEntriesSync } from "./tree-entries";

/**
 * The files of a tree for comparing it with another one, by path relative to it; none where there is no directory.
 * @throws a failure when something cannot be read.
 */
export function readComparedFilesSync(directory: string): ReadonlyMap<string, ComparedFile> {
  const files = new Map<string, ComparedFile>();
  if (!existsSync(directory)) return files;
  try {
    for (const [name, entry] of readTreeEntriesSync(directory)) {
      if (entry.kind === "link") files.set(name, { text: `-> ${entry.target}\n`, isBinary: false, executable: false });
      if (entry.kind !== "file") continue;
      const content = readFileSync(path.join(directory, name));
      const isBinary = !isUtf8(content) || content.includes(0);
      files.set(name, {
        text: content.toString(isBinary ? "base64" : "utf8"),
        isBinary,
        executable: entry.executable,
      });
    }
    return files;
  } catch (error) {
    throw systemFailure(error, `read ${directory}`) ?? error;
  }
}
