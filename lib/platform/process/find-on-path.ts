import { accessSync, constants } from "node:fs";
import * as path from "node:path";

/** Absolute path of the first program of a name on `PATH` that can be run; undefined when there is none. */
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
