import { accessSync, constants } from "node:fs";
import * as path from "node:path";

/** Absolute path of the first executable program with a name on `PATH`; undefined if there is none. */
export function findOnPath(name: string): string | undefined {
  const directories = (process.env.PATH ?? "").split(path.delimiter).filter((directory) => directory !== "");
  return directories.map((directory) => path.resolve(directory, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
