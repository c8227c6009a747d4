import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { systemFailure } from "../system-error";

/** The new content of a file, or a function that writes it to the path that it is given. */
export type NewContent = string | Buffer | ((draft: string) => void);

/**
 * Replaces a file in one step: a reader sees the old file or the new one, whole. Missing parent directories are created.
 * @throws a failure when the file cannot be written; the old file then stays.
 */
export function replaceFileSync(file: string, content: NewContent): void {
  replaceFilesSync(new Map([[file, content]]));
}

/**
 * Replaces files, each in one step, after all of them are written.
 * @throws a failure when one cannot be written; each is then whole, old or new.
 */
export function replaceFilesSync(files: ReadonlyMap<string, NewContent>): void {
  const drafts = new Map([...files.keys()].map((file) => [file, draftOf(file)]));
  let current = "";
  try {
    for (const [file, content] of files) {
      current = file;
      const draft = drafts.get(file) ?? "";
      mkdirSync(path.dirname(file), { recursive: true });
      if (typeof content === "function") content(draft);
      else writeFileSync(draft, content);
    }
    for (const [file, draft] of drafts) {
      current = file;
      renameSync(draft, file);
    }
  } catch (error) {
    for (const draft of drafts.values()) removeDraft(draft);
    throw systemFailure(error, `write ${current}`) ?? error;
  }
}

/** A path next to a file or directory, which is renamed to it later. No other process has the same. */
export function draftOf(file: string): string {
  return `${file}.${randomBytes(6).toString("hex")}`;
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // The error that led here says more.
  }
}
