import { existsSync } from "node:fs";
import * as path from "node:path";

/** A directory, or where it does not exist yet, the nearest one above it that does. */
export function nearestExisting(directory: string): string {
  return existsSync(directory) || directory === "/" ? directory : nearestExisting(path.dirname(directory));
}
