import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import * as path from "node:path";

/** An entry of a directory, as far as tree comparison needs it. */
export type TreeEntry =
  | { readonly kind: "directory" }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "file"; readonly executable: boolean; readonly size: number }
  | { readonly kind: "other" };

/** Every entry except directories, at any depth, by relative path, in the order of {@link readTreeEntriesSync}. */
export function readFileNamesSync(root: string): readonly string[] {
  const names: string[] = [];
  const visit = (below: string): void => {
    // Directory entries carry their type: a stat per file would take longer than everything else here.
    const entries = readdirSync(path.join(root, below), { withFileTypes: true });
    for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
      const relative = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) visit(relative);
      else names.push(relative);
    }
  };
  visit("");
  return names;
}

/** Every entry below a directory by relative path, parents first. */
export function readTreeEntriesSync(root: string): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  const visit = (below: string): void => {
    for (const name of readdirSync(path.join(root, below)).sort()) {
      const relative = below === "" ? name : `${below}/${name}`;
      const entry = readEntry(path.join(root, relative));
      entries.set(relative, entry);
      if (entry.kind === "directory") visit(relative);
    }
  };
  visit("");
  return entries;
}

function readEntry(file: string): TreeEntry {
  const found = lstatSync(file);
  if (found.isDirectory()) return { kind: "directory" };
  if (found.isSymbolicLink()) return { kind: "link", target: readlinkSync(file) };
  if (found.isFile()) return { kind: "file", executable: (found.mode & 0o100) !== 0, size: found.size };
  return { kind: "other" };
}

/** Whether two trees have equal entries at a path. Compares contents only if everything else matches. */
export function sameEntrySync(left: TreeEntry, leftFile: string, right: TreeEntry, rightFile: string): boolean {
  if (left.kind === "directory") return right.kind === "directory";
  if (left.kind === "link") return right.kind === "link" && left.target === right.target;
  if (left.kind === "other" || right.kind !== "file") return false;
  if (left.executable !== right.executable || left.size !== right.size) return false;
  return readFileSync(leftFile).equals(readFileSync(rightFile));
}
