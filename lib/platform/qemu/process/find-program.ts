import { accessSync, constants } from "node:fs";
import * as path from "node:path";
import { programMissing } from "../errors";

/**
 * Absolute path of a program on `PATH`.
 * @throws {@link VirtualMachineError} that names the Debian package when there is none
 */
export function findProgram(name: string, debianPackage: string): string {
  for (const directory of (process.env.PATH ?? "").split(path.delimiter)) {
    const file = path.resolve(directory, name);
    if (directory !== "" && isExecutable(file)) return file;
  }
  throw programMissing(name, debianPackage);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
