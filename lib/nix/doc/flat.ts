import { mergeSpacings, textWidth, type Doc, type Inline, type Spacing } from "./builders";
import { cell, isSequence, unwrapped, type Cell } from "./cell";

/** A document on one line, and the depth of its first text. */
export interface Flat {
  readonly text: string;
  readonly width: number;
  readonly level: number;
  readonly offset: number;
}

/**
 * Documents on one line of at most `limit` columns, or `undefined` if they are wider or contain a forced line break.
 * Examines no more than fits, so that the check is cheap however large the documents are.
 */
export function flatten(start: Cell | undefined, limit: number, dropLeading: boolean): Flat | undefined {
  let text = "";
  let room = limit;
  let pending: Spacing | undefined;
  let first: Cell | undefined;
  let dropping = dropLeading;
  for (let current = start; current !== undefined;) {
    if (room < 0) return undefined;
    const { doc } = current;
    if (typeof doc === "string") {
      if (doc !== "") {
        if (pending !== undefined) {
          if (pending.flat === undefined) return undefined;
          text += pending.flat;
          room -= pending.flat.length;
          pending = undefined;
        }
        first ??= current;
        dropping = false;
        text += doc;
        room -= textWidth(doc);
      }
      current = current.next;
      continue;
    }
    const inner = unwrapped(current);
    if (inner !== false) {
      current = inner;
      continue;
    }
    if (!isSequence(doc) && doc.type === "spacing") {
      if (dropping) dropping = false;
      else if (doc.flat === undefined) return undefined;
      else pending = pending === undefined ? doc : mergeSpacings(pending, doc);
      current = current.next;
    } else if (!isSequence(doc) && (doc.type === "group" || doc.type === "inline")) {
      current = cell(doc.body, current.level, current.offset, current.next);
    } else {
      current = current.next;
    }
  }
  if (pending?.flat !== undefined) {
    text += pending.flat;
    room -= pending.flat.length;
  }
  if (room < 0) return undefined;
  return { text, width: limit - room, level: first?.level ?? 0, offset: first?.offset ?? 0 };
}

/** A document on one line, of any length unless limited; `undefined` if it contains a forced line break. */
export function flatText(doc: Doc, limit = Number.POSITIVE_INFINITY): string | undefined {
  return flatten(cell(doc, 0, 0, undefined), limit, false)?.text;
}

/** Whether a document is narrow enough to stay on one line in any context. */
function staysFlat(doc: Inline): boolean {
  return doc.limit === Number.POSITIVE_INFINITY || flatText(doc.body, doc.limit) !== undefined;
}

/** The number of columns up to the first possible line break, counted up to `limit`. */
export function firstLineWidth(start: Cell | undefined, limit: number): number {
  let width = 0;
  let current = start;
  let pendingSpace = false;
  while (current !== undefined && width <= limit) {
    const { doc, next } = current;
    if (typeof doc === "string") {
      if (doc !== "") {
        width += textWidth(doc) + (pendingSpace ? 1 : 0);
        pendingSpace = false;
      }
      current = next;
      continue;
    }
    const inner = unwrapped(current);
    if (inner !== false) {
      current = inner;
      continue;
    }
    if (isSequence(doc)) return width;
    if (doc.type === "spacing") {
      if (doc.broken !== "space") return width;
      pendingSpace = true;
      current = next;
    } else if (doc.type === "group" || (doc.type === "inline" && !staysFlat(doc))) {
      current = cell(doc.body, current.level, current.offset, next);
    } else if (doc.type === "inline") {
      // It is enough to know that it is wider than the limit.
      const flat = flatten(cell(doc.body, current.level, current.offset, undefined), limit - width, false);
      if (flat === undefined) return limit + 1;
      width += flat.width;
      current = next;
    } else if (doc.type === "checkpoint") current = cell(doc.flatPost, current.level, current.offset, next);
    else {
      if (doc.type === "trailing") width += textWidth(doc.text);
      current = next;
    }
  }
  return width + (pendingSpace ? 1 : 0);
}

/** Whether the text up to the next line break fits, without breaking groups that fit as a whole. */
export function firstLineFits(start: Cell | undefined, target: number, width: number): boolean {
  let room = width;
  let current = start;
  while (current !== undefined) {
    if (room < 0) return false;
    const { doc, next } = current;
    if (typeof doc === "string") {
      room -= textWidth(doc);
      current = next;
      continue;
    }
    const inner = unwrapped(current);
    if (inner !== false) {
      current = inner;
      continue;
    }
    if (isSequence(doc)) break;
    if (doc.type === "spacing") {
      if (doc.broken !== "space") break;
      room -= 1;
      current = next;
    } else if (doc.type === "group" || doc.type === "inline") {
      const body = cell(doc.body, current.level, current.offset, undefined);
      const flat = flatten(body, room - firstLineWidth(next, width), false);
      if (flat === undefined) current = cell(doc.body, current.level, current.offset, next);
      else {
        room -= flat.width;
        current = next;
      }
    } else if (doc.type === "checkpoint") current = cell(doc.flatPost, current.level, current.offset, next);
    else current = next;
  }
  return room >= 0 && width - room <= target;
}
