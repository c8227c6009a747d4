import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { defaultOutput, type FileTree } from "../../model";
import { copyDirectorySync, copyFileAs, fileMode } from "../../platform/files/copy-directory";
import { systemFailure } from "../../platform/system-error";
import { pathOutsideTree } from "./errors";
import { outputOfStaging } from "./output-paths";

/**
 * Writes a file tree into a fresh directory.
 * @param directory the directory to fill; created if it does not exist.
 * @param projectDirectory base directory for the `from` paths of the tree's directories.
 * @throws a failure if a path leads out of the tree, a directory cannot be copied, or the disk is full or read-only.
 */
export function writeTreeSync(directory: string, tree: FileTree, projectDirectory: string): void {
  for (const treePath of tree.files.keys()) checkTreePath(treePath);
  for (const treePath of tree.directories.keys()) checkTreePath(treePath);
  for (const treePath of tree.copies.keys()) checkTreePath(treePath);
  try {
    const made = new Set<string>();
    const makeParent = (treePath: string): void => {
      // Checked above, so the paths need no normalization, which would be slow for a large tree.
      const parent = treePath.slice(0, Math.max(0, treePath.lastIndexOf("/")));
      if (!made.has(parent)) mkdirSync(path.join(directory, parent), { recursive: true });
      made.add(parent);
    };
    for (const [treePath, file] of tree.files) {
      makeParent(treePath);
      writeFileSync(`${directory}/${treePath}`, file.text, { mode: fileMode(file.executable ?? false), flag: "wx" });
    }
    for (const [treePath, copy] of tree.copies) {
      makeParent(treePath);
      const target = `${directory}/${treePath}`;
      if (copy.kind === "link") symlinkSync(copy.target, target);
      else copyFileAs(copy.from, target, copy.executable);
    }
    for (const [treePath, { from }] of tree.directories) {
      copyDirectorySync(
        path.resolve(projectDirectory, from),
        path.join(directory, treePath),
        isOutput(directory, projectDirectory),
      );
    }
  } catch (error) {
    throw systemFailure(error, `write ${outputOfStaging(directory) ?? directory}`) ?? error;
  }
}

function checkTreePath(treePath: string): void {
  const segments = treePath.split("/");
  const isInvalid = segments.some((segment) => segment === "" || segment === "." || segment === "..");
  if (isInvalid || treePath.includes("\0")) throw pathOutsideTree(treePath);
}

/** Excludes outputs when the project itself is copied, so that no copy contains itself or another build. */
function isOutput(directory: string, projectDirectory: string): (source: string) => boolean {
  const own = outputOfStaging(directory) ?? path.resolve(directory);
  const outputs = [own, path.resolve(projectDirectory, defaultOutput)];
  return (source) =>
    outputs.some((output) => source === output || source.startsWith(`${output}/`) || source.startsWith(`${output}.`));
}
