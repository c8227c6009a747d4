import { force, type Doc, type Group, type Inline, type Spacing, type Trailing } from "./builders";

/** A document that is still to be laid out, at its depth, before what follows it. Cells are shared and never change. */
export interface Cell {
  readonly doc: Doc | Checkpoint;
  readonly level: number;
  readonly offset: number;
  readonly next: Cell | undefined;
}

/** Where an attempt ends: what follows has to fit on the line, or the attempt is taken back. */
export interface Checkpoint {
  readonly type: "checkpoint";
  /** What has to fit: elements of the group that was tried. */
  readonly post: readonly Element[];
  /** The same, for measuring, with its spacings flat. */
  readonly flatPost: Doc;
  /** 1 when the outcome was open, so that the attempt counts as one; otherwise 0. */
  readonly cost: 0 | 1;
  /** Takes the attempt back. */
  readonly undo: () => void;
}

/** A piece of a document that holds no further sequence: text, spacing, or group. */
export interface Element {
  readonly doc: string | Spacing | Trailing | Inline | Group;
  readonly level: number;
  readonly offset: number;
}

/** Puts a document in front of others. */
export function cell(doc: Doc | Checkpoint, level: number, offset: number, next: Cell | undefined): Cell {
  return { doc, level, offset, next };
}

/** Puts a sequence in front of others, the first one first. */
function cells(docs: readonly Doc[], level: number, offset: number, next: Cell | undefined): Cell | undefined {
  let result = next;
  for (let index = docs.length - 1; index >= 0; index--)
    result = { doc: docs[index] ?? "", level, offset, next: result };
  return result;
}

/** Puts elements in front of others. */
export function elementCells(elements: readonly Element[], next: Cell | undefined): Cell | undefined {
  let result = next;
  for (let index = elements.length - 1; index >= 0; index--) {
    const element = elements[index];
    if (element !== undefined) result = { ...element, next: result };
  }
  return result;
}

/** One step into a document that only wraps others: its content in front of the rest, or `undefined` when it is a piece. */
export function unwrapped(current: Cell): Cell | undefined | false {
  const { doc, level, offset, next } = current;
  if (typeof doc === "string") return false;
  if (isSequence(doc)) return cells(doc, level, offset, next);
  if (doc.type === "nest") return cell(doc.body, level + 1, offset, next);
  if (doc.type === "offset") return cell(doc.body, level, offset + doc.columns, next);
  return doc.type === "lazy" ? cell(force(doc), level, offset, next) : false;
}

/** Whether a document is a sequence of documents. Asks for a property, which costs less than asking for an array. */
export function isSequence(doc: Exclude<Doc | Checkpoint, string>): doc is readonly Doc[] {
  return (doc as { readonly type?: string }).type === undefined;
}
