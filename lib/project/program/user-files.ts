import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceLocation } from "../../model";
import { packageRoot } from "../../platform/package-root";

/** The innermost line in the user's own files in a stack trace; for a syntax error, the line with the error. */
export function userLocation(stack: string): SourceLocation | undefined {
  for (const line of stack.split("\n")) {
    const place = /^(?:\s+at .*?)?\(?((?:file:\/\/)?\/[^()]*?):(\d+)(?::(\d+))?\)?$/.exec(line);
    const file = place?.[1]?.replace(/^file:.*$/, (url) => fileURLToPath(url));
    if (file === undefined || !isUserFile(file)) continue;
    return { file: path.relative(process.cwd(), file), line: Number(place?.[2]), column: Number(place?.[3] ?? 1) };
  }
  return undefined;
}

/** Whether an absolute path is a file of the project that the user wrote. */
export function isUserFile(file: string): boolean {
  const inProject = file.startsWith(process.cwd() + path.sep);
  return inProject && !file.includes("/node_modules/") && !ownDirectories.some((own) => file.startsWith(own));
}

/** Directories of this package, which cannot contain mistakes of the user, even if the package is the project. */
const ownDirectories = ["lib", "dist", "bin"].map((name) => path.join(packageRoot, name) + path.sep);
