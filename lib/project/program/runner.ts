import { existsSync } from "node:fs";
import * as path from "node:path";
import { findOnPath } from "../../platform/process/find-on-path";
import { ancestors, isListed } from "./package-manager";

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
  /** Whether `npx` may still download it: package.json does not list it. */
  readonly mayBeDownloaded: boolean;
}

/** The runner that a command line starts, if it is not installed. */
export function missingRunner(command: string, projectDirectory: string): MissingRunner | undefined {
  const [, npx, name = ""] = /^\s*(?:\w+=\S*\s+)*(npx\s+(?:-\S+\s+)*)?([\w-]+)(?:\s|$)/.exec(command) ?? [];
  const packages = Object.hasOwn(runners, name) ? runners[name] : undefined;
  if (packages === undefined || isInstalled(name, projectDirectory) || findOnPath(name) !== undefined) return undefined;
  const mayBeDownloaded = npx !== undefined && !isListed(projectDirectory, packages[0] ?? name);
  return { name, packages, mayBeDownloaded };
}

/** The packages that a module of a runner needs, such as `ts-node/register`. */
export function runnerPackages(packageName: string): readonly string[] {
  return Object.hasOwn(runners, packageName) ? (runners[packageName] ?? []) : [packageName];
}

function isInstalled(name: string, directory: string): boolean {
  return ancestors(directory).some((at) => existsSync(path.join(at, "node_modules", ".bin", name)));
}
