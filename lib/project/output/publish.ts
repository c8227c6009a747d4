import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  type Stats,
} from "node:fs";
import * as path from "node:path";
import { manifestFile } from "../../model";
import { exchangeSync } from "../../platform/files/exchange";
import {
  readFileNamesSync,
  readTreeEntriesSync,
  sameEntrySync,
  type TreeEntry,
} from "../../platform/files/tree-entries";
import { systemErrorCode, systemFailure } from "../../platform/system-error";
import { outputNotOurs } from "./errors";
import { outputPaths } from "./output-paths";

/** Changes made by publishing, as paths relative to the output; all empty if nothing changed. */
export interface Published {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Replaces the contents of `output`, as {@link replaceSync} does.
 * @returns the changes
 * @throws a failure if the output was not created by cdknix, or the disk is full or read-only; the output is then unchanged.
 */
export function publishSync(staging: string, output: string): Published {
  const replaced = replaceSync(staging, output);
  if (replaced !== "created") return replaced;
  return { added: readFileNamesSync(outputPaths(output).output), changed: [], removed: [] };
}

/**
 * Replaces the contents of `output` with those of `staging` atomically: a reader sees either the old or the new tree. If
 * nothing differs, nothing is touched. Otherwise unchanged files keep their modification time, which saves Nix an
 * evaluation. `staging` must be on the same file system, and is consumed.
 * @returns the changes; `created` if there was no output before
 * @throws a failure if the output was not created by cdknix, or the disk is full or read-only; the output is then unchanged.
 */
export function replaceSync(staging: string, output: string): Published | "created" {
  const paths = outputPaths(output);
  try {
    if (isVacant(paths.output)) {
      renameSync(staging, paths.output);
      return "created";
    }
    checkOursSync(paths.output);
    const published = carryOver(staging, paths.output);
    if (published !== undefined) {
      exchangeSync(staging, paths.output, paths.previous);
      rmSync(paths.previous, { recursive: true, force: true });
    }
    rmSync(staging, { recursive: true, force: true });
    return published ?? { added: [], changed: [], removed: [] };
  } catch (error) {
    throw systemFailure(error, `write ${paths.output}`) ?? error;
  }
}

/** Restores the tree that a run killed between two renames left behind, or removes it if the output exists. */
export function recoverSync(output: string): void {
  const paths = outputPaths(output);
  if (!existsSync(paths.previous)) return;
  if (isVacant(paths.output)) renameSync(paths.previous, paths.output);
  else rmSync(paths.previous, { recursive: true, force: true });
}

/**
 * Checks that the output may be replaced: it does not exist, is empty, or was created by cdknix.
 * @throws a failure that describes its contents.
 */
export function checkOursSync(output: string): void {
  const found = tryLstatSync(output);
  if (found === undefined) return;
  // Nix refuses a flake below a symbolic link.
  if (found.isSymbolicLink()) throw outputNotOurs(output, "it is a symbolic link");
  if (!found.isDirectory()) throw outputNotOurs(output, "it is not a directory");
  if (readdirSync(output).length === 0 || hasOurManifest(output)) return;
  throw outputNotOurs(output, `it is not empty and has no ${manifestFile} from cdknix`);
}

function hasOurManifest(output: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(output, manifestFile), "utf8"));
    // Any version: a newer cdknix may replace the output of an older one.
    return typeof manifest === "object" && manifest !== null && "version" in manifest && "flakes" in manifest;
  } catch {
    return false;
  }
}

function isVacant(output: string): boolean {
  const found = tryLstatSync(output);
  return found === undefined || (found.isDirectory() && readdirSync(output).length === 0);
}

function tryLstatSync(output: string): Stats | undefined {
  try {
    return lstatSync(output, { throwIfNoEntry: false });
  } catch (error) {
    // Nothing exists below a file; the attempt to create something there reports the error.
    if (systemErrorCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Reuses the old inodes for unchanged files and returns the changes; undefined if there are none. */
function carryOver(staging: string, output: string): Published | undefined {
  const before = readTreeEntriesSync(output);
  const after = readTreeEntriesSync(staging);
  const unchanged = [...after].filter(([name, entry]) => {
    const old = before.get(name);
    return old !== undefined && sameEntrySync(old, path.join(output, name), entry, path.join(staging, name));
  });
  if (unchanged.length === after.size && after.size === before.size) return undefined;
  for (const [name, entry] of unchanged) {
    if (entry.kind === "file") keepFile(path.join(output, name), path.join(staging, name));
  }
  const same = new Set(unchanged.map(([name]) => name));
  return {
    added: namesOf(after).filter((name) => !before.has(name)),
    changed: namesOf(after).filter((name) => before.has(name) && !same.has(name)),
    removed: namesOf(before).filter((name) => !after.has(name)),
  };
}

function keepFile(old: string, fresh: string): void {
  rmSync(fresh);
  try {
    linkSync(old, fresh);
  } catch (error) {
    // A file of another owner, or a file system without hard links.
    if (!["EPERM", "EXDEV", "EMLINK", "EOPNOTSUPP", "ENOSYS"].includes(systemErrorCode(error) ?? "")) throw error;
    copyFileSync(old, fresh);
    const { atime, mtime } = statSync(old);
    utimesSync(fresh, atime, mtime);
  }
}

function namesOf(entries: ReadonlyMap<string, TreeEntry>): string[] {
  return [...entries].filter(([, entry]) => entry.kind !== "directory").map(([name]) => name);
}
