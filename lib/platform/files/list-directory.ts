import { lstatSync, readdirSync, type Dirent, type Stats } from "node:fs";
import * as path from "node:path";
import { gitSync, isInGitWorkTree } from "../git/git";
import { systemErrorCode } from "../system-error";
import { gitFailed, gitMissing } from "./errors";

/** Names that are skipped outside of a git work tree. */
const skippedWithoutGit: ReadonlySet<string> = new Set([".git", "node_modules"]);

/** How a directory is listed. */
export interface ListOptions {
  /** Whether to skip an absolute path, such as an output directory. */
  readonly skip: (source: string) => boolean;
  /** Number of entries after which to stop. */
  readonly most: number;
}

/** The entries of a directory, at any depth. */
export interface Listing {
  /** The relative paths of all entries that are not directories, sorted. */
  readonly names: readonly string[];
  /** Whether there are more. */
  readonly isPartial: boolean;
}

/**
 * Lists a directory without the files that git ignores. Outside of a git work tree, lists everything except `.git` and
 * `node_modules`.
 * @param directory absolute, without symbolic links
 * @throws a failure if git cannot list the files of its work tree
 */
export function listDirectorySync(directory: string, options: ListOptions): Listing {
  if (!isInGitWorkTree(directory)) return listWithoutGitSync(directory, options);
  const found: string[] = [];
  for (const name of namesByGit(directory)) {
    const source = path.join(directory, name);
    if (options.skip(source)) continue;
    const left = options.most - found.length;
    if (left <= 0) return { names: found.sort(), isPartial: true };
    const stats = lstatOrUndefined(source);
    // git also lists files that are in its index but deleted on disk. A name that is not UTF-8 is no such file.
    if (stats === undefined && !name.includes("\uFFFD")) continue;
    if (stats?.isDirectory() !== true) {
      found.push(name);
      continue;
    }
    // A submodule or a nested repository: its own git knows its ignore rules.
    const inside = listDirectorySync(source, { ...options, most: left });
    for (const below of inside.names) found.push(path.join(name, below));
    if (inside.isPartial) return { names: found.sort(), isPartial: true };
  }
  return { names: found.sort(), isPartial: false };
}

/**
 * Lists a directory regardless of git, without `.git` and `node_modules`: breadth first, so that a partial list shows which
 * directories are large.
 */
export function listWithoutGitSync(directory: string, { skip, most }: ListOptions): Listing {
  const names: string[] = [];
  const pending = [""];
  // An array also visits what is added to it on the way.
  for (const below of pending) {
    for (const entry of entriesOf(path.join(directory, below), below !== "")) {
      const name = path.join(below, entry.name);
      if (skippedWithoutGit.has(entry.name) || skip(path.join(directory, name))) continue;
      if (entry.isDirectory()) pending.push(name);
      else if (names.length >= most) return { names: names.sort(), isPartial: true };
      else names.push(name);
    }
  }
  return { names: names.sort(), isPartial: false };
}

function namesByGit(directory: string): readonly string[] {
  const listed = gitSync(directory, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  if (listed.status === "missing") throw gitMissing(directory);
  if (listed.status === "failed") throw gitFailed(directory, listed.stderr);
  // git lists a file with merge conflicts once per side.
  return [...new Set(listed.stdout.split("\0").filter((name) => name !== ""))];
}

/** The entries of a directory; none if it disappears while its parent is listed. */
function entriesOf(directory: string, mayBeGone: boolean): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if (mayBeGone && systemErrorCode(error) === "ENOENT") return [];
    throw error;
  }
}

function lstatOrUndefined(file: string): Stats | undefined {
  try {
    return lstatSync(file);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
