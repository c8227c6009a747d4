import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { ancestors } from "../../platform/files/ancestors";

/** Options of npx that say what to do if a program is not installed, or how much to print. */
const npxOptions = String.raw`(?:\s+(?:--no-install|--no|--yes|-y|--offline|--prefer-offline|--quiet|-q))*`;

/**
 * Commands of package managers that start a program of the project: `npm exec` only with the `--` before the program, without
 * which it takes the options of the program for its own.
 */
const launcher = new RegExp(
  String.raw`^\s*(?:npx${npxOptions}(?:\s+--)?|npm\s+(?:exec|x)${npxOptions}\s+--|pnpm\s+exec|(?<yarn>yarn)(?:\s+(?:run|exec))?|bunx|bun\s+x)\s+(?=(?<program>[\w][\w.-]*)(?:\s|$))`,
);

/**
 * A command line without the package manager before a program that the project has installed, such as `ts-node main.ts` for
 * `npx ts-node main.ts`: npm takes longer to start than everything else. Anything else is returned as written, such as a program
 * with a version or from another package, which only the package manager finds.
 */
export function withoutLauncher(command: string, projectDirectory: string): string {
  const found = launcher.exec(command);
  const { program, yarn } = found?.groups ?? {};
  if (found === null || program === undefined || !isProgramInstalled(program, projectDirectory)) return command;
  // Yarn prefers a script of that name.
  if (yarn !== undefined && hasScript(program, projectDirectory)) return command;
  return command.slice(found[0].length);
}

/** Whether a project has a program installed. */
export function isProgramInstalled(program: string, projectDirectory: string): boolean {
  return binDirectories(projectDirectory).some((directory) => existsSync(path.join(directory, program)));
}

/** Where a project's installed commands are, the nearest first: as npm scripts find them. */
export function binDirectories(projectDirectory: string): readonly string[] {
  return ancestors(projectDirectory).map((directory) => path.join(directory, "node_modules", ".bin"));
}

function hasScript(name: string, projectDirectory: string): boolean {
  const file = ancestors(projectDirectory)
    .map((directory) => path.join(directory, "package.json"))
    .find((found) => existsSync(found));
  if (file === undefined) return false;
  try {
    const { scripts } = JSON.parse(readFileSync(file, "utf8")) as {
      readonly scripts?: Readonly<Record<string, string>>;
    };
    return scripts?.[name] !== undefined;
  } catch {
    // Yarn reports what is wrong with the file.
    return true;
  }
}
