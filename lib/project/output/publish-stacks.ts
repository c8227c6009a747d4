import { existsSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import { replaceFileSync } from "../../platform/files/replace-file";
import { readFileNamesSync } from "../../platform/files/tree-entries";
import { systemFailure } from "../../platform/system-error";

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
    for (const name of changed) {
      const file = path.join(staged, name);
      // Written, not renamed: the directory may be on another file system than staging.
      replaceFileSync(path.join(directory, name), readFileSync(file), statSync(file).mode);
    }
    return changed;
  } catch (error) {
    throw systemFailure(error, `write ${directory}`) ?? error;
  }
}

function isSame(left: string, right: string): boolean {
  return existsSync(right) && readFileSync(left).equals(readFileSync(right));
}
