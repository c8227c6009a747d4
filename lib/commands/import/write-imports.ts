import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { declarationsFile, optionTableFile } from "../../options";
import { systemErrorCode, systemFailure } from "../../platform/system-error";
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
  const files = [
    { file: path.join(projectDirectory, declarationsFile), text: content.declarations },
    { file: path.join(projectDirectory, optionTableFile), text: content.table },
  ];
  const drafts = files.map(({ file }) => `${file}.${String(process.pid)}`);
  try {
    for (const [index, { file, text }] of files.entries()) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(drafts[index] ?? "", text);
    }
    for (const [index, { file, text }] of files.entries()) {
      if (!existsSync(file) || readFileSync(file, "utf8") !== text) renameSync(drafts[index] ?? "", file);
    }
  } catch (error) {
    const directory = path.dirname(files[0]?.file ?? projectDirectory);
    const isTaken = ["EEXIST", "ENOTDIR", "EISDIR"].includes(systemErrorCode(error) ?? "");
    if (isTaken) throw importsNotWritten(directory, (error as Error).message);
    throw systemFailure(error, `write ${directory}`) ?? error;
  } finally {
    for (const draft of drafts) removeDraft(draft);
  }
  return files.map(({ file }) => file);
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // If nothing could be written, there is nothing to remove.
  }
}
