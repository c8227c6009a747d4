import { hasRunner, runnerOf } from "./installed-runner";
import { isListed } from "./package-manager";

/** Programs that run TypeScript, and the packages that they need. */
const runners: Readonly<Record<string, readonly string[]>> = {
  "ts-node": ["ts-node", "typescript"],
  "ts-node-esm": ["ts-node", "typescript"],
  tsx: ["tsx"],
  jiti: ["jiti"],
};

/** A runner of TypeScript that is not installed. */
export interface MissingRunner {
  readonly name: string;
  /** The packages to install. */
  readonly packages: readonly string[];
  /** Whether the launcher, such as `npx`, may still find or download it. */
  readonly mayBeDownloaded: boolean;
}

/** The runner that a command line starts, if it is not installed. */
export function missingRunner(command: string, projectDirectory: string): MissingRunner | undefined {
  const name = runnerOf(command);
  if (name === undefined || !Object.hasOwn(runners, name) || hasRunner(name, projectDirectory)) return undefined;
  const packages = runnerPackages(name);
  // With Plug'n'Play, yarn runs packages that are not in node_modules.
  const isLaunched = !command.trimStart().startsWith(name);
  return {
    name,
    packages,
    mayBeDownloaded: isLaunched && !(command.includes("npx") && isListed(projectDirectory, packages[0] ?? name)),
  };
}

/** The packages to install for a runner or for one of its packages; the package itself if it is not a well-known runner. */
export function runnerPackages(packageName: string): readonly string[] {
  return Object.hasOwn(runners, packageName) ? (runners[packageName] ?? []) : [packageName];
}
