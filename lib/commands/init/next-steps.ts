import * as path from "node:path";
import { shellQuoted } from "../../platform/process/run-process";

/**
 * The commands to run in a new project.
 * @param current working directory of the user's shell
 * @param isCommitted whether the project has a first commit, which the lock file of npm should join
 */
export function nextSteps(directory: string, current: string, isCommitted: boolean): readonly string[] {
  const enter = directory === current ? [] : [`cd ${shellQuoted(shown(directory, current))}`];
  const commit = isCommitted ? ['git add --all && git commit --message "Lock npm packages"'] : [];
  return ["next:", ...[...enter, "npm install", ...commit, "npx synth --no-build"].map((line) => `  ${line}`)];
}

function shown(directory: string, current: string): string {
  const relative = path.relative(current, directory);
  return relative.startsWith("..") ? directory : relative;
}
