import * as path from "node:path";

/** Whether a path is a directory, or below it. */
export function isBelow(inner: string, directory: string): boolean {
  return inner === directory || inner.startsWith(directory.endsWith(path.sep) ? directory : directory + path.sep);
}
