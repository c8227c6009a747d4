import { readFileSync, realpathSync } from "node:fs";
import * as path from "node:path";

const known = new Map<string, string | undefined>();

/**
 * The directory of the package that a file of code belongs to, without symbolic links: the nearest one above it with a
 * package.json. Undefined if there is none.
 */
export function packageDirectoryOf(file: string): string | undefined {
  if (!known.has(file)) known.set(file, find(file));
  return known.get(file);
}

function find(file: string): string | undefined {
  let at: string;
  try {
    at = path.dirname(realpathSync(file));
  } catch {
    return undefined;
  }
  for (; ; at = path.dirname(at)) {
    if (isPackage(at)) return at;
    if (path.dirname(at) === at) return undefined;
  }
}

/** Properties of a package.json that only says how Node loads the files next to it, as in `dist/esm/`. */
const loading: ReadonlySet<string> = new Set(["type", "sideEffects", "main", "module", "types", "exports", "imports"]);

function isPackage(directory: string): boolean {
  try {
    const content: unknown = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8"));
    if (typeof content !== "object" || content === null) return true;
    const properties = Object.keys(content);
    return properties.length === 0 || properties.some((name) => !loading.has(name));
  } catch (error) {
    // One that cannot be parsed is one nevertheless.
    return error instanceof SyntaxError;
  }
}
