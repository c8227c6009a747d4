import { closeSync, openSync, readSync, statSync } from "node:fs";
import * as path from "node:path";
import { constructTreeFile, manifestFile, type ConstructNode, type FileTree } from "../../../model";

/** A text that a run writes. */
export interface WrittenText {
  /** Path of the original, relative to the project, for a file of the user; otherwise the path in the output. */
  readonly name: string;
  /** Path of the construct that writes it; empty if there is no single one. */
  readonly construct: string;
  readonly isOfUser: boolean;
  readonly text: string;
  /** Number of lines before the text, for a part of a large file. */
  readonly linesBefore: number;
}

/**
 * Everything that a run writes: generated files and copies of the user's files, one byte per character.
 */
export function* writtenTexts(
  tree: FileTree,
  constructs: ConstructNode,
  projectDirectory: string,
): Generator<WrittenText> {
  for (const [name, { text, construct = "" }] of tree.files) {
    // Both repeat names and IDs for each file, which are searched once instead.
    if (name === manifestFile || name === constructTreeFile) continue;
    yield { name, construct, isOfUser: false, text, linesBefore: 0 };
  }
  const names = [...tree.files.keys(), ...tree.copies.keys(), ...idsBelow(constructs)];
  yield { name: constructTreeFile, construct: "", isOfUser: false, text: names.join("\n"), linesBefore: 0 };
  for (const copy of tree.copies.values()) {
    if (copy.kind === "link") continue;
    yield* textsOf(path.resolve(projectDirectory, copy.from), { name: copy.original, construct: copy.construct });
  }
}

function idsBelow(root: ConstructNode): readonly string[] {
  const ids: string[] = [];
  const pending = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    ids.push(next.id);
    pending.push(...(next.children ?? []));
  }
  return ids;
}

/** Large files are read in parts that overlap by more than the length of a secret. */
const partSize = 8 * 1024 * 1024;
const overlap = 16 * 1024;

function* textsOf(file: string, origin: Pick<WrittenText, "name" | "construct">): Generator<WrittenText> {
  // A file that cannot be read is reported when it is copied.
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return;
  const descriptor = openSync(file, "r");
  try {
    const buffer = Buffer.allocUnsafe(Math.min(partSize, stats.size));
    let linesBefore = 0;
    for (let at = 0; at < stats.size; at += partSize - overlap) {
      const length = readSync(descriptor, buffer, 0, buffer.length, at);
      const text = buffer.toString("latin1", 0, length);
      yield { ...origin, isOfUser: true, text, linesBefore };
      if (at + length >= stats.size) return;
      linesBefore += text.slice(0, partSize - overlap).split("\n").length - 1;
    }
  } finally {
    closeSync(descriptor);
  }
}
