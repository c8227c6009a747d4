import { hardspace, type Doc, type Group } from "./builders";
import { cell, unwrapped, type Cell, type Element } from "./cell";

/** The elements of a group in order, and the ranges that are priority groups. */
export interface Segments {
  readonly elements: readonly Element[];
  /** Start and end (exclusive) of each priority group, in order. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** Expands a group. Transparent groups and priority groups dissolve into their elements; others stay whole. */
export function segmentsOf(group: Group, level: number, offset: number): Segments {
  const elements: Element[] = [];
  const ranges: (readonly [number, number])[] = [];
  collect(group.body, level, offset, elements, ranges);
  return { elements, ranges };
}

function collect(
  body: Doc,
  level: number,
  offset: number,
  elements: Element[],
  ranges: (readonly [number, number])[] | undefined,
): void {
  let current: Cell | undefined = cell(body, level, offset, undefined);
  while (current !== undefined) {
    const inner = unwrapped(current);
    if (inner !== false) {
      current = inner;
      continue;
    }
    const { doc, next } = current;
    if (typeof doc === "string" || (doc as { type: string }).type !== "group") {
      elements.push(current as Element);
      current = next;
      continue;
    }
    const inside = doc as Group;
    if (inside.style === "transparent" && ranges !== undefined) {
      current = cell(inside.body, current.level, current.offset, next);
    } else if (inside.style === "priority" && ranges !== undefined) {
      const from = elements.length;
      collect(inside.body, current.level, current.offset, elements, undefined);
      ranges.push([from, elements.length]);
      current = next;
    } else {
      elements.push(current as Element);
      current = next;
    }
  }
}

/** Elements with their own spacings flat; nested groups stay unchanged. */
export function flatSpacings(elements: readonly Element[]): Doc {
  const docs: Doc[] = [];
  for (const { doc } of elements) {
    if (typeof doc !== "string" && doc.type === "spacing" && doc.flat !== undefined) {
      if (doc.flat === " ") docs.push(hardspace);
    } else docs.push(doc);
  }
  return docs;
}

/**
 * The column at which elements end once they are broken, if it is certain without laying them out: the text after a
 * spacing that then breaks. `undefined` if it is uncertain.
 */
export function endColumn(elements: readonly Element[], width: (text: string) => number): number | undefined {
  let column = 0;
  let current = elements;
  let index = current.length - 1;
  while (index >= 0) {
    const doc = current[index]?.doc ?? "";
    if (typeof doc === "string") column += width(doc);
    else if (doc.type === "trailing") column += width(doc.text);
    else if (doc.type === "spacing") {
      if (doc.broken === "break") return column;
      if (doc.broken === "soft") return undefined;
      column += 1;
    } else if (doc.type === "inline") return undefined;
    else {
      const inside: Element[] = [];
      collect(doc.body, 0, 0, inside, undefined);
      if (!inside.some((each) => isForcedBreak(each.doc))) return undefined;
      current = inside;
      index = current.length;
    }
    index--;
  }
  return undefined;
}

function isForcedBreak(doc: Element["doc"]): boolean {
  return typeof doc !== "string" && doc.type === "spacing" && doc.flat === undefined;
}
