import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { systemFailure } from "../system-error";

/**
 * Replaces a file in one step: a reader sees the old file or the new one, whole. Missing parent directories are created.
 * @param content the new content, or a function that writes it to the path that it is given.
 * @throws a failure when the file cannot be written; the old file then stays.
 */
export function replaceFileSync(file: string, content: string | Buffer | ((draft: string) => void)): void {
  const draft = `${file}.${String(process.pid)}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    if (typeof content === "function") content(draft);
    else writeFileSync(draft, content);
    renameSync(draft, file);
  } catch (error) {
    removeDraft(draft);
    throw systemFailure(error, `write ${file}`) ?? error;
  }
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // The error that led here says more.
  }
}
