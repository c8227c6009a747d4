import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  type Stats,
} from "node:fs";
import * as path from "node:path";
import { gitSync, isInGitWorkTree } from "../git/git";
import { systemErrorCode } from "../system-error";
import { directoryNotCopied, gitFailed, gitMissing } from "./errors";

/** Names that are skipped outside of a git work tree. */
const skippedWithoutGit: ReadonlySet<string> = new Set([".git", "node_modules"]);

/** Mode of a file in a tree: as in git and the Nix store, a file is either executable or not. */
export function fileMode(executable: boolean): number {
  return executable ? 0o755 : 0o644;
}

/**
 * Copies a directory without the files that git ignores; symbolic links stay links. Outside of a git work tree, it copies
 * everything except `.git` and `node_modules`.
 * @param skip whether to skip an absolute path, such as the copy itself inside `from`.
 */
export function copyDirectorySync(from: string, to: string, skip: (source: string) => boolean): void {
  const found = lstatOrUndefined(from);
  if (found === undefined) throw directoryNotCopied(from, "it does not exist");
  if (!found.isDirectory()) throw directoryNotCopied(from, "it is not a directory");
  mkdirSync(to, { recursive: true });
  for (const name of isInGitWorkTree(from) ? namesByGit(from) : namesWithoutGit(from, "")) {
    const source = path.join(from, name);
    if (!skip(source)) copyEntry(source, path.join(to, name), skip);
  }
}

function copyEntry(source: string, target: string, skip: (source: string) => boolean): void {
  const found = lstatOrUndefined(source);
  // git also lists files that are in its index but deleted on disk.
  if (found === undefined) return;
  // A submodule or a nested repository: its own git knows its ignore rules.
  if (found.isDirectory()) {
    copyDirectorySync(source, target, skip);
    return;
  }
  mkdirSync(path.dirname(target), { recursive: true });
  if (found.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
  else if (found.isFile()) {
    copyFileSync(source, target);
    chmodSync(target, fileMode((found.mode & 0o100) !== 0));
  }
}

function namesByGit(directory: string): readonly string[] {
  const listed = gitSync(directory, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  if (listed.status === "missing") throw gitMissing(directory);
  if (listed.status === "failed") throw gitFailed(directory, listed.stderr);
  // git lists a file with merge conflicts once per side.
  return [...new Set(listed.stdout.split("\0").filter((name) => name !== ""))].sort();
}

function namesWithoutGit(root: string, below: string): string[] {
  const entries = readdirSync(path.join(root, below), { withFileTypes: true });
  return entries
    .filter((entry) => !skippedWithoutGit.has(entry.name))
    .flatMap((entry) => {
      const name = path.join(below, entry.name);
      return entry.isDirectory() ? namesWithoutGit(root, name) : [name];
    })
    .sort();
}

function lstatOrUndefined(file: string): Stats | undefined {
  try {
    return lstatSync(file);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
