import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { systemFailure } from "../system-error";

/**
 * Replaces a file in one step: a reader sees the old file or the new one, whole. Missing parent directories are made; a
 * symbolic link stays, and the file that it points to is replaced.
 * @param mode permissions of the new file. Default: those of any new file.
 * @throws a failure when it cannot be written; the old file then stays.
 */
export function replaceFileSync(file: string, content: string | Buffer, mode?: number): void {
  let draft: string | undefined;
  try {
    const target = existsSync(file) ? realpathSync(file) : file;
    mkdirSync(path.dirname(target), { recursive: true });
    draft = `${target}.${String(process.pid)}`;
    writeFileSync(draft, content, mode === undefined ? {} : { mode });
    renameSync(draft, target);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { force: true });
    throw systemFailure(error, `write ${file}`) ?? error;
  }
}
