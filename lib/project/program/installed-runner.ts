import { existsSync } from "node:fs";
import * as path from "node:path";
import { findOnPath } from "../../platform/process/find-on-path";

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
  for (let directory = projectDirectory; ; directory = path.dirname(directory)) {
    if (existsSync(path.join(directory, "node_modules", ".bin", runner))) return true;
    if (directory === path.dirname(directory)) return findOnPath(runner) !== undefined;
  }
}
