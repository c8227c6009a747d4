import { force, type Doc, type Group, type Inline, type Spacing, type Trailing } from "./builders";

/**
 * A document that has not been laid out yet, with its depth, in front of the rest. Cells are shared and never change.
 */
export interface Cell {
  readonly doc: Doc | Checkpoint;
  readonly level: number;
  readonly offset: number;
  readonly next: Cell | undefined;
}

/** The end of an attempt: the following text has to fit on the line, or the attempt is undone. */
export interface Checkpoint {
  readonly type: "checkpoint";
  /** The part that has to fit: elements of the attempted group. */
  readonly post: readonly Element[];
  /** The same with flat spacings, for measuring. */
  readonly flatPost: Doc;
  /** 1 if the outcome was open, so that the attempt counts as one; otherwise 0. */
  readonly cost: 0 | 1;
  /** Undoes the attempt. */
  readonly undo: () => void;
}

/** A piece of a document without nested sequences: text, spacing, or group. */
export interface Element {
  readonly doc: string | Spacing | Trailing | Inline | Group;
  readonly level: number;
  readonly offset: number;
}

/** Prepends a document. */
export function cell(doc: Doc | Checkpoint, level: number, offset: number, next: Cell | undefined): Cell {
  return { doc, level, offset, next };
}

/** Prepends a sequence, the first element first. */
function cells(docs: readonly Doc[], level: number, offset: number, next: Cell | undefined): Cell | undefined {
  let result = next;
  for (let index = docs.length - 1; index >= 0; index--)
    result = { doc: docs[index] ?? "", level, offset, next: result };
  return result;
}

/** Prepends elements. */
export function elementCells(elements: readonly Element[], next: Cell | undefined): Cell | undefined {
  let result = next;
  for (let index = elements.length - 1; index >= 0; index--) {
    const element = elements[index];
    if (element !== undefined) result = { ...element, next: result };
  }
  return result;
}

/**
 * Unwraps a document that only wraps others: prepends its content to the rest, or returns `undefined` if it is a piece.
 */
export function unwrapped(current: Cell): Cell | undefined | false {
  const { doc, level, offset, next } = current;
  if (typeof doc === "string") return false;
  if (isSequence(doc)) return cells(doc, level, offset, next);
  if (doc.type === "nest") return cell(doc.body, level + 1, offset, next);
  if (doc.type === "offset") return cell(doc.body, level, offset + doc.columns, next);
  return doc.type === "lazy" ? cell(force(doc), level, offset, next) : false;
}

/** Whether a document is a sequence of documents. Checks a property, which is cheaper than checking for an array. */
export function isSequence(doc: Exclude<Doc | Checkpoint, string>): doc is readonly Doc[] {
  return (doc as { readonly type?: string }).type === undefined;
}
