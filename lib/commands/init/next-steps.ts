import * as path from "node:path";
import { shellQuoted } from "../../platform/process/run-process";
import type { FirstCommit } from "./first-commit";

/**
 * The commands to run in a new project.
 * @param current working directory of the user's shell
 * @param commit outcome of the first commit, which the lock file of npm should join; undefined if none was requested
 */
export function nextSteps(
  directory: string,
  current: string,
  commit: FirstCommit["kind"] | undefined,
): readonly string[] {
  const enter = directory === current ? [] : [`cd ${shellQuoted(shown(directory, current))}`];
  const git =
    commit === "committed"
      ? ['git add --all && git commit --message "Lock npm packages"']
      : commit === "in-repository"
        ? ["git add ."]
        : [];
  return ["next:", ...[...enter, "npm install", ...git, "npx synth --no-build"].map((line) => `  ${line}`)];
}

function shown(directory: string, current: string): string {
  const relative = path.relative(current, directory);
  return relative.startsWith("..") ? directory : relative;
}
