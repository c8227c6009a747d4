import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** Directory of this package: the nearest parent of this file with a package.json. */
export const packageRoot = findPackageRoot(__dirname);

/** Version of this package. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(packageRoot, "package.json"), "utf8")) as {
    readonly version: string;
  };
  return version;
}

function findPackageRoot(directory: string): string {
  const parent = path.dirname(directory);
  return existsSync(path.join(directory, "package.json")) || parent === directory ? directory : findPackageRoot(parent);
}
