import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { systemFailure } from "../system-error";

/**
 * Replaces a file atomically: a reader sees either the complete old or the complete new file. Creates missing parent
 * directories; if the path is a symbolic link, replaces the file that it points to.
 * @param mode permissions of the new file. Default: the umask decides.
 * @throws a failure if it cannot be written; the old file is kept.
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
