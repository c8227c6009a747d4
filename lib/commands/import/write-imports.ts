import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { declarationsFile, optionTableFile } from "../../options";
import { isFailure } from "../../platform/failure";
import { replaceFilesSync } from "../../platform/files/replace-file";
import { systemErrorCode } from "../../platform/system-error";
import { importsNotWritten } from "./errors";

/** The content of the files that `synth import` writes. */
export interface OptionImport {
  /** TypeScript declarations. */
  readonly declarations: string;
  /** The option table as JSON. */
  readonly table: string;
}

/**
 * Writes imported options to a project. Each file is replaced atomically, and only if it changed.
 * @returns the files, absolute.
 * @throws a failure if they cannot be written. Each file is then complete, from this import or the previous one.
 */
export function writeImportsSync(projectDirectory: string, content: OptionImport): readonly string[] {
  const files = new Map([
    [path.join(projectDirectory, declarationsFile), content.declarations],
    [path.join(projectDirectory, optionTableFile), content.table],
  ]);
  try {
    replaceFilesSync(
      new Map([...files].filter(([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text)),
    );
  } catch (error) {
    const cause = isFailure(error) ? error.cause : error;
    const isTaken = ["EEXIST", "ENOTDIR", "EISDIR"].includes(systemErrorCode(cause) ?? "");
    throw isTaken
      ? importsNotWritten(path.dirname([...files.keys()][0] ?? projectDirectory), (cause as Error).message)
      : error;
  }
  return [...files.keys()];
}
