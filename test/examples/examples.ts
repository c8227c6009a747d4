import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/** Root of the repository. */
export const repository = path.resolve(__dirname, "../..");

/** Reads every file in a directory, recursively. Returns the contents by path. */
export function filesBelow(directory: string): Readonly<Record<string, string>> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(paths.map((file) => [file, readFileSync(path.join(directory, file), "utf8")]));
}

/** Synthesizes an example with a fixed revision. Returns the files that it writes. */
export function synthesized(example: string, ...options: readonly string[]): Readonly<Record<string, string>> {
  return synthesizedBy(`npx ts-node examples/${example}/main.ts`, ...options);
}

/** What a program of this repository writes, with the same revision. */
export function synthesizedBy(app: string, ...options: readonly string[]): Readonly<Record<string, string>> {
  return synthesizedIn(repository, app, ...options);
}

/** What a program of a project writes, with the same revision. */
export function synthesizedIn(
  project: string,
  app: string,
  ...options: readonly string[]
): Readonly<Record<string, string>> {
  const parent = mkdtempSync(path.join(tmpdir(), "cdknix-example-"));
  const output = path.join(parent, "out");
  try {
    const revision = ["-c", "cdknix:revision=abc1234"];
    const bin = path.join(repository, "bin/cdknix.js");
    const args = [bin, "--no-build", "--quiet", "-a", app, "-o", output, ...revision, ...options];
    execFileSync(process.execPath, args, { cwd: project, stdio: ["ignore", "ignore", "inherit"] });
    return filesBelow(output);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

/** Reads the expected output of an example. `npm run expected` updates it. */
export function expected(example: string): Readonly<Record<string, string>> {
  return filesBelow(path.join(repository, "examples", example, "expected"));
}
