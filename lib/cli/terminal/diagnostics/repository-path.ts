import { existsSync } from "node:fs";
import * as path from "node:path";
import { ancestors } from "../../../platform/files/ancestors";

/**
 * A file of the project relative to the root of its git repository, as GitHub expects it, with `/` separators. Without a
 * repository, relative to the project.
 */
export function repositoryPath(file: string, projectDirectory = process.cwd()): string {
  const repository = ancestors(projectDirectory).find((directory) => existsSync(path.join(directory, ".git")));
  const root = repository ?? projectDirectory;
  return path.relative(root, path.resolve(projectDirectory, file)).replaceAll(path.sep, "/");
}
