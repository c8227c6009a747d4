import { accessSync, constants } from "node:fs";
import * as path from "node:path";

/** Whether a program can be run by its name. */
export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? "").split(path.delimiter).some((directory) => {
    try {
      accessSync(path.join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
