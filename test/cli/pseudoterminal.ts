import { spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { bin, type Project } from "./project";

/** Runs the command line in a pseudoterminal, and returns the lines that it writes. */
export function linesIn(
  { directory }: Project,
  columns: number,
  args: string,
  env: Readonly<Record<string, string>> = {},
): string[] {
  const command = `stty cols ${String(columns)} rows 30; exec '${process.execPath}' '${bin}' ${args}`;
  const { stdout } = spawnSync("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    cwd: directory,
    encoding: "utf8",
    env: { ...process.env, TERM: "xterm", ...env },
  });
  return stripVTControlCharacters(stdout).replaceAll("\r", "").split("\n");
}
