import { existsSync } from "node:fs";
import * as path from "node:path";
import { findOnPath } from "../../platform/process/find-on-path";
import { isProgramInstalled } from "./launcher";
import { isListed } from "./package-manager";

/** Programs that run TypeScript, and the packages that they need. */
const runners: Readonly<Record<string, readonly string[]>> = {
  "ts-node": ["ts-node", "typescript"],
  "ts-node-esm": ["ts-node", "typescript"],
  "ts-node-dev": ["ts-node-dev", "typescript"],
  tsnd: ["ts-node-dev", "typescript"],
  tsx: ["tsx"],
  jiti: ["jiti"],
  esno: ["esno"],
  "vite-node": ["vite-node"],
  "@swc-node/register": ["@swc-node/register", "@swc/core", "typescript"],
};

/** How to get runners that no command of a package manager installs. */
const otherFixes: Readonly<Record<string, string>> = {
  bun: "install Bun: https://bun.sh/docs/installation",
  deno: "install Deno: https://docs.deno.com/runtime/getting_started/installation/",
  "swc-node":
    "install @swc-node/register, @swc/core, and typescript with npm, and run the program with `node --require @swc-node/register main.ts`",
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
  const isKnown = name !== undefined && (Object.hasOwn(runners, name) || Object.hasOwn(otherFixes, name));
  if (!isKnown || hasRunner(name, projectDirectory)) return undefined;
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

/** How to get a runner that no command of a package manager installs; undefined for others. */
export function otherRunnerFix(name: string): string | undefined {
  return Object.hasOwn(otherFixes, name) ? otherFixes[name] : undefined;
}

/** Commands that run a program of the project, with the options that may come before its name. */
const launchers =
  /^(?:npx|npm (?:exec|x)|pnpm (?:exec|dlx)|pnpx|yarn(?: (?:exec|run|dlx))?|bunx)(?: -[\w-]+)*(?: --)? +/;

/** The program that a command line runs, such as `ts-node` for `npx ts-node main.ts`; undefined if it is not that simple. */
export function runnerOf(command: string): string | undefined {
  const [, runner] = /^([\w@./-]+)(?: |$)/.exec(command.trim().replace(launchers, "")) ?? [];
  return runner;
}

/** Whether a project has a program installed, or this machine has it. */
export function hasRunner(runner: string, projectDirectory: string): boolean {
  if (runner.includes("/")) return existsSync(path.resolve(projectDirectory, runner));
  return isProgramInstalled(runner, projectDirectory) || findOnPath(runner) !== undefined;
}
