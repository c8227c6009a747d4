import { copyFileSync, existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { replaceFileSync } from "../../platform/files/replace-file";
import { readFileNamesSync } from "../../platform/files/tree-entries";
import { systemFailure } from "../../platform/system-error";

/**
 * Copies Terraform stacks from staging to their directory, each file atomically and only if it differs. Other files there
 * (Terraform's plugins, locks, and state) are not touched.
 * @returns the changed files, relative to the directory.
 * @throws a failure if the directory cannot be written.
 */
export function publishStacksSync(staged: string, directory: string): readonly string[] {
  try {
    const changed = readFileNamesSync(staged).filter(
      (name) => !isSame(path.join(staged, name), path.join(directory, name)),
    );
    for (const name of changed) {
      replaceFileSync(path.join(directory, name), (draft) => {
        // Copied, not renamed: the directory may be on another file system than staging.
        copyFileSync(path.join(staged, name), draft);
      });
    }
    return changed;
  } catch (error) {
    throw systemFailure(error, `write ${directory}`) ?? error;
  }
}

function isSame(left: string, right: string): boolean {
  return existsSync(right) && readFileSync(left).equals(readFileSync(right));
}
