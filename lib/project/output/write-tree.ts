import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { FileTree, TreeCopy } from "../../model";
import { copyFileAs, fileMode } from "../../platform/files/copy-file";
import { sha256OfFileSync } from "../../platform/files/digest";
import { systemErrorCode, systemFailure } from "../../platform/system-error";
import { fileChanged } from "./errors";
import { outputOfStaging } from "./output-paths";

/** The encoding is given because only then Node.js opens, writes, and closes a file in one call. */
const data = { encoding: "utf8", flag: "wx", mode: fileMode(false) } as const;
const program = { ...data, mode: fileMode(true) } as const;

/**
 * Writes a file tree into a fresh directory.
 * @param directory the directory to fill; created if it does not exist.
 * @throws a failure if a file changes while it is copied, or the disk is full or read-only.
 */
export function writeTreeSync(directory: string, tree: FileTree): void {
  for (const treePath of tree.files.keys()) checkTreePath(treePath);
  for (const treePath of tree.copies.keys()) checkTreePath(treePath);
  try {
    const made = new Set<string>();
    const makeParent = (treePath: string): void => {
      // Checked above, so the paths need no normalization, which would be slow for a large tree.
      const parent = treePath.slice(0, Math.max(0, treePath.lastIndexOf("/")));
      if (made.has(parent)) return;
      mkdirSync(path.join(directory, parent), { recursive: true });
      made.add(parent);
    };
    for (const [treePath, { text, executable }] of tree.files) {
      makeParent(treePath);
      writeFileSync(`${directory}/${treePath}`, text, executable === true ? program : data);
    }
    for (const [treePath, copy] of tree.copies) {
      makeParent(treePath);
      writeCopy(copy, `${directory}/${treePath}`);
    }
  } catch (error) {
    throw systemFailure(error, `write ${outputOfStaging(directory) ?? directory}`) ?? error;
  }
}

/** Writes a copy, or fails if it differs from what was read before: half of a file is worse than none. */
function writeCopy(copy: TreeCopy, target: string): void {
  if (copy.kind === "link") {
    symlinkSync(copy.target, target);
    return;
  }
  try {
    copyFileAs(copy.from, target, copy.executable, copy.skip);
  } catch (error) {
    const isGone = ["ENOENT", "ENOTDIR", "EISDIR"].includes(systemErrorCode(error) ?? "");
    throw isGone ? fileChanged(copy.original) : error;
  }
  if (sha256OfFileSync(target) !== copy.digest) throw fileChanged(copy.original);
}

/** A segment that is empty or a directory's own name, or a null character. */
const invalidPath = /(?:^|\/)\.{0,2}(?:\/|$)|\0/;

function checkTreePath(treePath: string): void {
  // Constructs check the names that programs choose.
  if (invalidPath.test(treePath)) throw new RangeError(`${JSON.stringify(treePath)} is not a file in the flake`);
}
