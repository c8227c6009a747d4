import { existsSync } from "node:fs";
import * as path from "node:path";

/**
 * A file of the project relative to the root of its git repository, as GitHub expects it, with `/` separators. Without a
 * repository, relative to the project.
 */
export function repositoryPath(file: string, projectDirectory = process.cwd()): string {
  const root = repositoryRoot(projectDirectory) ?? projectDirectory;
  return path.relative(root, path.resolve(projectDirectory, file)).replaceAll(path.sep, "/");
}

function repositoryRoot(directory: string): string | undefined {
  if (existsSync(path.join(directory, ".git"))) return directory;
  const parent = path.dirname(directory);
  return parent === directory ? undefined : repositoryRoot(parent);
}
