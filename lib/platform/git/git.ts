import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import * as path from "node:path";

/** Result of a git command; `missing` if git is not installed. */
export interface GitResult {
  readonly status: "ok" | "failed" | "missing";
  readonly stdout: string;
  readonly stderr: string;
}

const maxOutput = 1 << 30;

/** Runs git in a directory. Commands that only read take no locks and do not write the index. */
export function gitSync(directory: string, args: readonly string[]): GitResult {
  // Another user may own the work tree (root in a container); this user runs the project's code anyway.
  const trust = ["-c", "safe.directory=*", "-c", "core.fsmonitor=false"];
  const run = spawnSync("git", [...trust, ...args], {
    cwd: directory,
    encoding: "utf8",
    maxBuffer: maxOutput,
    env: readerEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (run.error !== undefined) {
    const missing = "code" in run.error && run.error.code === "ENOENT" && existsSync(directory);
    return { status: missing ? "missing" : "failed", stdout: "", stderr: run.error.message };
  }
  return { status: run.status === 0 ? "ok" : "failed", stdout: run.stdout, stderr: run.stderr.trim() };
}

/** Whether a directory is in a git work tree; does not run git. */
export function isInGitWorkTree(directory: string): boolean {
  for (let at = path.resolve(directory); ; at = path.dirname(at)) {
    if (existsSync(path.join(at, ".git"))) return true;
    if (path.dirname(at) === at) return false;
  }
}

/** Whether git ignores a file or directory of its work tree; false if git is not installed. */
export function isIgnoredByGitSync(file: string): boolean {
  return gitSync(path.dirname(file), ["check-ignore", "--quiet", "--", file]).status === "ok";
}

/** A rule that makes git ignore a file. */
export interface IgnoreRule {
  /** The file with the rule: relative to the root of the work tree, or absolute. */
  readonly file: string;
  readonly line: number;
  readonly pattern: string;
}

/** The rule that makes git ignore a file of its work tree; undefined if there is none, or git is not installed. */
export function ignoreRuleSync(file: string): IgnoreRule | undefined {
  const { status, stdout } = gitSync(path.dirname(file), ["check-ignore", "--verbose", "--", file]);
  const [, source, line, pattern] = /^(.+?):(\d+):(.*)\t/.exec(stdout) ?? [];
  if (status !== "ok" || source === undefined || pattern === undefined) return undefined;
  return { file: source, line: Number(line), pattern };
}

/** In a git hook, these variables would point git at the hook's repository. */
const hookVariables = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_PREFIX",
  "GIT_COMMON_DIR",
  "GIT_OBJECT_DIRECTORY",
];

function readerEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
  for (const name of hookVariables) Reflect.deleteProperty(environment, name);
  return environment;
}

/** Revision of a tree that matches no commit, as in a flake's `self.shortRev or "dirty"`. */
const dirtyRevision = "dirty";

/**
 * Revision of the git work tree that contains a directory: the first 7 hexadecimal digits of its commit, or `dirty` if the
 * work tree has changes (including untracked files, excluding ignored ones), or if there is no commit or no git.
 */
export function gitRevisionSync(directory: string): string {
  const head = gitSync(directory, ["rev-parse", "--verify", "--quiet", "HEAD"]);
  const digits = /^[0-9a-f]{7}/.exec(head.stdout)?.[0];
  if (head.status !== "ok" || digits === undefined) return dirtyRevision;
  const changes = gitSync(directory, ["status", "--porcelain", "--untracked-files=normal"]);
  return changes.status === "ok" && changes.stdout === "" ? digits : dirtyRevision;
}
