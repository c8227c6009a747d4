import { renameSync, rmSync, writeFileSync } from "node:fs";
import { systemFailure } from "../system-error";

/**
 * Puts a file in the place of what was there, in one step: whoever looks, at any time, sees the old one or the new one whole.
 * @throws a failure when it cannot be written; what was there stays.
 */
export function replaceFileSync(file: string, text: string): void {
  const draft = `${file}.${String(process.pid)}`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw systemFailure(error, `write ${file}`) ?? error;
  }
}
