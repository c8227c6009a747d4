import { lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { systemErrorCode, systemFailure } from "../../platform/system-error";
import { belowAFile, directoryNotEmpty, notADirectory } from "./errors";

/**
 * Writes a new project to an empty or new directory. If something fails, nothing is left behind. A directory that contains
 * only `.git` counts as empty.
 * @param files contents by path in the project.
 * @throws a failure if the directory is not empty, or the disk is full or read-only.
 */
export function writeProjectSync(directory: string, files: ReadonlyMap<string, string | Buffer>): void {
  const moved: string[] = [];
  let made: string | undefined;
  let staging: string | undefined;
  try {
    checkVacantSync(directory);
    made = mkdirSync(directory, { recursive: true });
    // Inside the directory, because it may be the working directory of the user's shell and must stay.
    staging = mkdtempSync(path.join(directory, ".cdknix-init-"));
    for (const [name, content] of files) {
      mkdirSync(path.dirname(path.join(staging, name)), { recursive: true });
      writeFileSync(path.join(staging, name), content);
    }
    for (const name of readdirSync(staging)) {
      renameSync(path.join(staging, name), path.join(directory, name));
      moved.push(name);
    }
    rmSync(staging, { recursive: true });
  } catch (error) {
    for (const name of moved) rmSync(path.join(directory, name), { recursive: true, force: true });
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true });
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    if (systemErrorCode(error) === "ENOTDIR") throw belowAFile(directory);
    throw systemFailure(error, `write ${directory}`) ?? error;
  }
}

function checkVacantSync(directory: string): void {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) throw notADirectory(directory);
  const names = readdirSync(directory).filter((name) => name !== ".git");
  if (names.length > 0) throw directoryNotEmpty(directory, names);
}
