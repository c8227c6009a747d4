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
  for (const name of listDirectorySync(from, skip)) copyEntry(path.join(from, name), path.join(to, name));
}

/**
 * The paths below a directory that {@link copyDirectorySync} copies, sorted: every entry that is not a directory.
 * @throws a failure if git cannot list the files of its work tree
 */
export function listDirectorySync(directory: string, skip: (source: string) => boolean): readonly string[] {
  const names = isInGitWorkTree(directory) ? namesByGit(directory) : namesWithoutGit(directory, "");
  return names
    .flatMap((name) => {
      const source = path.join(directory, name);
      if (skip(source)) return [];
      const found = lstatOrUndefined(source);
      // git also lists files that are in its index but deleted on disk.
      if (found === undefined) return [];
      // A submodule or a nested repository: its own git knows its ignore rules.
      return found.isDirectory() ? listDirectorySync(source, skip).map((below) => path.join(name, below)) : [name];
    })
    .sort();
}

/** The paths below a directory, sorted, regardless of git: for a directory that git ignores as a whole. */
export function listWithoutGitSync(directory: string): readonly string[] {
  return namesWithoutGit(directory, "");
}

function copyEntry(source: string, target: string): void {
  const found = lstatSync(source);
  mkdirSync(path.dirname(target), { recursive: true });
  if (found.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
  else if (found.isFile()) copyFileAs(source, target, (found.mode & 0o100) !== 0);
}

/** Copies a file's content, with the mode of a file in a tree. */
export function copyFileAs(source: string, target: string, executable: boolean): void {
  copyFileSync(source, target);
  chmodSync(target, fileMode(executable));
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
