import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { run } from "./run";

const root = path.resolve(__dirname, "../..");

/**
 * Copies the files of this work tree, and nothing that git ignores, to a git repository of its own with one commit. The
 * same files give the same commit, and so the same revision in the name of the image.
 * @param compiled a copy that has been compiled before, to save the time of compiling the same again
 */
export async function copyProject(to: string, compiled?: string): Promise<string> {
  const tracked = await run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of new Set(tracked.stdout.split("\0"))) {
    const from = path.join(root, file);
    // A file that was removed and whose removal is not committed is listed all the same.
    if (file === "" || !existsSync(from)) continue;
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    cpSync(from, path.join(to, file), { verbatimSymlinks: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(to, "node_modules"));
  await commit(to);
  if (compiled === undefined) {
    await run([process.execPath, "node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { cwd: to });
  } else {
    cpSync(path.join(compiled, "dist"), path.join(to, "dist"), { recursive: true });
  }
  return to;
}

async function commit(cwd: string): Promise<void> {
  await run(["git", "init", "--quiet", "--initial-branch=main"], { cwd });
  // .gitignore names the directory; here it is a link.
  writeFileSync(path.join(cwd, ".git/info/exclude"), "/node_modules\n");
  await run(["git", "add", "--all"], { cwd });
  const who = ["user.name=test", "user.email=test@example.org", "commit.gpgsign=false", "core.hooksPath=/dev/null"];
  const env = { GIT_AUTHOR_DATE: "2000-01-01T00:00:00Z", GIT_COMMITTER_DATE: "2000-01-01T00:00:00Z" };
  await run(["git", ...who.flatMap((setting) => ["-c", setting]), "commit", "--quiet", "--message=test"], { cwd, env });
}

/**
 * Changes a file of a copy by replacing one text that occurs exactly once.
 * @returns puts the file back as it was
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
