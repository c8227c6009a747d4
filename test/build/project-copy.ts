import { createHash } from "node:crypto";
import { cpSync, lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { run } from "./run";

const root = path.resolve(__dirname, "../..");

/**
 * Copies the files of this work tree, except ignored ones, to a new git repository with one commit. The same files give the
 * same commit, and thus the same revision in the image's name.
 * @param compiled a compiled copy, whose build output is reused
 */
export async function copyProject(to: string, compiled?: string): Promise<string> {
  for (const file of await sourceFiles()) {
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(to, file), { verbatimSymlinks: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(to, "node_modules"));
  await commit(to);
  if (compiled === undefined) {
    await run(["npm", "run", "--silent", "build"], { cwd: to });
  } else {
    cpSync(path.join(compiled, "dist"), path.join(to, "dist"), { recursive: true });
  }
  return to;
}

/** A digest of the files that a copy has, with their paths. */
export async function digestSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of (await sourceFiles()).sort()) {
    const from = path.join(root, file);
    const stats = lstatSync(from);
    const content = stats.isSymbolicLink() ? readlinkSync(from) : readFileSync(from);
    hash.update(`${file}\0${String(stats.mode)}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Files of this work tree that git does not ignore. */
async function sourceFiles(): Promise<string[]> {
  const listed = await run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  // Git also lists a file that is deleted while the deletion is not committed.
  return [...new Set(listed.stdout.split("\0"))].filter((file) => file !== "" && isThere(path.join(root, file)));
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

async function commit(cwd: string): Promise<void> {
  await run(["git", "init", "--quiet", "--initial-branch=main"], { cwd });
  // .gitignore matches a directory; here it is a link.
  writeFileSync(path.join(cwd, ".git/info/exclude"), "/node_modules\n");
  await run(["git", "add", "--all"], { cwd });
  const who = ["user.name=test", "user.email=test@example.org", "commit.gpgsign=false", "core.hooksPath=/dev/null"];
  const env = { GIT_AUTHOR_DATE: "2000-01-01T00:00:00Z", GIT_COMMITTER_DATE: "2000-01-01T00:00:00Z" };
  await run(["git", ...who.flatMap((setting) => ["-c", setting]), "commit", "--quiet", "--message=test"], { cwd, env });
}

/**
 * Changes a file of a copy by replacing a string that occurs exactly once.
 * @returns a function that restores the file
 */
export function edit(project: string, file: string, from: string, to: string): () => void {
  const absolute = path.join(project, file);
  const text = readFileSync(absolute, "utf8");
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${file} has ${String(parts.length - 1)} times: ${from}`);
  writeFileSync(absolute, parts.join(to));
  return () => {
    writeFileSync(absolute, text);
  };
}
