import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import * as path from "node:path";
import { systemFailure } from "../../platform/system-error";
import { readFileNamesSync } from "../../platform/files/tree-entries";

/**
 * Brings stacks of Terraform from staging to where they belong, each file in one step and only where it differs. What else
 * lies there is left alone: the plugins, locks and states of Terraform.
 * @returns the files that were written, relative to the directory.
 * @throws a failure when the directory cannot be written.
 */
export function publishStacksSync(staged: string, directory: string): readonly string[] {
  try {
    const changed = readFileNamesSync(staged).filter(
      (name) => !isSame(path.join(staged, name), path.join(directory, name)),
    );
    for (const name of changed) replaceFileSync(path.join(staged, name), path.join(directory, name));
    return changed;
  } catch (error) {
    throw systemFailure(error, `write ${directory}`) ?? error;
  }
}

function isSame(left: string, right: string): boolean {
  return existsSync(right) && readFileSync(left).equals(readFileSync(right));
}

function replaceFileSync(from: string, to: string): void {
  const draft = `${to}.${String(process.pid)}`;
  mkdirSync(path.dirname(to), { recursive: true });
  try {
    // The directory may be on another file system than staging, where nothing can be renamed to.
    copyFileSync(from, draft);
    renameSync(draft, to);
  } finally {
    rmSync(draft, { force: true });
  }
}
