import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync, type Stats } from "node:fs";
import * as path from "node:path";
import { gitSync, isInGitWorkTree } from "../git/git";
import { systemErrorCode } from "../system-error";
import { directoryNotCopied, gitFailed, gitMissing } from "./errors";

/** Names that are left out where no git says what to ignore. */
const leftOutWithoutGit: ReadonlySet<string> = new Set([".git", "node_modules"]);

/** Permissions of a file in a tree: as in git and in the Nix store, a file is executable or not, and that is all. */
export function fileMode(executable: boolean): number {
  return executable ? 0o755 : 0o644;
}

/**
 * Copies a directory, leaving out what git ignores; symbolic links stay links. Where there is no git work tree, all but
 * `.git` and `node_modules` is copied.
 * @param skip tells of an absolute path that is not copied, such as the copy's own place inside `from`.
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
  // git also lists what is still in its index and gone from the disk.
  if (found === undefined) return;
  // A submodule, or another repository inside this one: its own git knows what it ignores.
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
  // A file with merge conflicts is listed once for each side.
  return [...new Set(listed.stdout.split("\0").filter((name) => name !== ""))].sort();
}

function namesWithoutGit(root: string, below: string): string[] {
  const entries = readdirSync(path.join(root, below), { withFileTypes: true });
  return entries
    .filter((entry) => !leftOutWithoutGit.has(entry.name))
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
