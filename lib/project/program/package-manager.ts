import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { ancestors } from "../../platform/files/ancestors";

const lockFiles: Readonly<Record<string, PackageManager>> = {
  "package-lock.json": "npm",
  "pnpm-lock.yaml": "pnpm",
  "yarn.lock": "yarn",
  "bun.lock": "bun",
  "bun.lockb": "bun",
};

type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

/**
 * The command that installs packages in a project, with the package manager whose lock file is there. If package.json already
 * lists the first package, the command installs everything that is listed.
 */
export function packageInstallCommand(
  projectDirectory: string,
  packages: readonly string[],
  isDevelopment = false,
): string {
  const manager = packageManager(projectDirectory);
  const [first] = packages;
  if (first !== undefined && isListed(projectDirectory, first)) return `${manager} install`;
  const verb = manager === "npm" ? "install" : "add";
  return [manager, verb, ...(isDevelopment ? ["--save-dev"] : []), ...packages]
    .join(" ")
    .replace(/^((?:yarn|bun) add) --save-dev/, "$1 --dev");
}

/** Whether package.json of the project, or of a workspace that contains it, lists a package. */
export function isListed(directory: string, name: string): boolean {
  return ancestors(directory).some((at) => {
    try {
      const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(at, "package.json"), "utf8")) as {
        dependencies?: object;
        devDependencies?: object;
      };
      return Object.hasOwn({ ...dependencies, ...devDependencies }, name);
    } catch {
      return false;
    }
  });
}

function packageManager(directory: string): PackageManager {
  for (const at of ancestors(directory)) {
    const found = Object.entries(lockFiles).find(([file]) => existsSync(path.join(at, file)));
    if (found !== undefined) return found[1];
  }
  return "npm";
}
