import { textWidth, type Doc, type Group, type Spacing } from "./builders";
import { cell, elementCells, isSequence, unwrapped, type Cell, type Checkpoint } from "./cell";
import { firstLineFits, firstLineWidth, flatten, flatText } from "./flat";
import { endColumn, flatSpacings, segmentsOf, type Segments } from "./priority";

/** Columns per level of indentation. */
const step = 2;

/**
 * Deeper code is not indented further: it is unreadable anyway, and the indentation alone would exceed the maximum
 * string length.
 */
const deepestIndent = 1000;

/** Maximum number of nested attempts with an open outcome. Each one more would double the time. */
const maximumAttempts = 4;

/** The levels that are open on the current line, with the indentation of each. */
interface Indent {
  readonly columns: number;
  readonly level: number;
  readonly outer: Indent | undefined;
}

type Elements = Segments["elements"];

const spaces: string[] = [];

function indentation(columns: number): string {
  return (spaces[columns] ??= " ".repeat(columns));
}

/**
 * Lays out a document on lines of at most `width` columns, as far as it can be broken; indentation does not count.
 * Takes time linear in the size of the document, and a call stack that does not depend on its depth.
 */
export function layout(doc: Doc, width: number): string {
  return new Layout(width).run(doc);
}

class Layout {
  private readonly out: string[] = [];
  /** Columns after the indentation of this line; 0 only at its beginning. */
  private column = 0;
  private indent: Indent = { columns: 0, level: 0, outer: undefined };
  private rest: Cell | undefined;
  private attempts = 0;

  constructor(private readonly width: number) {}

  run(doc: Doc): string {
    let next: Cell | undefined = cell(doc, 0, 0, undefined);
    while (next !== undefined) {
      this.put(next);
      next = this.rest;
    }
    return this.out.join("");
  }

  private put(current: Cell): void {
    const { doc, level, offset, next } = current;
    this.rest = next;
    if (typeof doc === "string") {
      this.putText(doc, level, offset);
      return;
    }
    const inner = unwrapped(current);
    if (inner !== false) {
      this.rest = inner;
      return;
    }
    if (isSequence(doc)) return;
    if (doc.type === "spacing") this.putSpacing(doc);
    else if (doc.type === "group") this.putGroup(doc, current);
    else if (doc.type === "inline") this.rest = cell(flatText(doc.body, doc.limit) ?? doc.body, level, offset, next);
    else if (doc.type === "checkpoint") this.check(doc);
    else if (doc.type === "trailing") this.putText(doc.text, level, offset);
  }

  private putText(text: string, level: number, offset: number): void {
    if (text === "") return;
    while (this.indent.level > level && this.indent.outer !== undefined) this.indent = this.indent.outer;
    if (this.indent.level < level) {
      // Only the first text of a line indents; deeper levels that open later on the same line are ignored.
      const columns = this.column === 0 ? Math.min(this.indent.columns + step, deepestIndent) : this.indent.columns;
      this.indent = { columns, level, outer: this.indent };
    }
    const deep = this.column === 0 ? this.indent.columns + offset : 0;
    if (deep > 0) this.out.push(indentation(deep));
    this.out.push(text);
    this.column += textWidth(text);
  }

  private putSpacing(spacing: Spacing): void {
    // At the beginning of a line there is nothing to separate.
    if (this.column === 0) return;
    if (spacing.broken === "space") {
      this.putSpace();
      return;
    }
    if (spacing.broken === "soft") {
      const flat = spacing.flat ?? "";
      if (firstLineFits(this.rest, this.width - this.column - flat.length, this.width)) {
        if (flat !== "") this.putSpace();
        return;
      }
    }
    this.out.push(spacing.count === 1 ? "\n" : "\n".repeat(spacing.count));
    this.column = 0;
  }

  private putSpace(): void {
    this.out.push(" ");
    this.column += 1;
  }

  private putGroup(group: Group, current: Cell): void {
    const { level, offset, next } = current;
    if (this.tryFlat(cell(group.body, level, offset, undefined), next)) return;
    if (group.style !== "transparent") {
      const segments = segmentsOf(group, level, offset);
      if (segments.ranges.length > 0 && this.tryPriority(segments, segments.ranges.length - 1, current)) return;
    }
    this.rest = cell(group.body, level, offset, next);
  }

  /** Puts documents on this line if they and the text up to the next possible break fit. */
  private tryFlat(body: Cell | undefined, next: Cell | undefined): boolean {
    if (body === undefined) return true;
    const room = this.width - this.column - firstLineWidth(next, this.width);
    const flat = flatten(body, room, this.column === 0);
    if (flat === undefined) return false;
    if (this.column === 0) this.putText(flat.text, flat.level, flat.offset);
    else {
      this.out.push(flat.text);
      this.column += flat.width;
    }
    return true;
  }

  /** Tries to break only one priority group of a group, starting with the last. */
  private tryPriority({ elements, ranges }: Segments, last: number, group: Cell): boolean {
    for (let index = last; index >= 0; index--) {
      const [from, to] = ranges[index] ?? [0, 0];
      const post = elements.slice(to);
      const flatPost = flatSpacings(post);
      const after = elementCells(post, group.next);
      const state = { length: this.out.length, column: this.column, indent: this.indent, attempts: this.attempts };
      const undo = (): void => {
        this.out.length = state.length;
        this.column = state.column;
        this.indent = state.indent;
        this.attempts = state.attempts;
      };
      const body = elements.slice(from, to);
      const certainty = this.foresee(body, post, group.next);
      if (certainty === "no" || (certainty === "perhaps" && this.attempts >= maximumAttempts)) continue;
      if (!this.tryFlat(elementCells(elements.slice(0, from), undefined), elementCells(body, after))) continue;
      const checkpoint: Checkpoint = {
        type: "checkpoint",
        post,
        flatPost,
        cost: certainty === "perhaps" ? 1 : 0,
        undo: () => {
          undo();
          if (this.tryPriority({ elements, ranges }, index - 1, group)) return;
          this.rest = cell((group.doc as Group).body, group.level, group.offset, group.next);
        },
      };
      this.attempts += checkpoint.cost;
      this.rest = elementCells(body, cell(checkpoint, group.level, group.offset, group.next));
      return true;
    }
    return false;
  }

  /** Whether the text after a priority group will fit on its last line; "perhaps" if only laying it out can decide. */
  private foresee(body: Elements, post: Elements, next: Cell | undefined): "yes" | "no" | "perhaps" {
    if (post.length === 0) return "yes";
    const flat = flatten(elementCells(post, undefined), this.width, false);
    if (flat === undefined) return "no";
    const column = endColumn(body, textWidth);
    if (column === undefined) return "perhaps";
    return column + flat.width + firstLineWidth(next, this.width) <= this.width ? "yes" : "no";
  }

  private check(checkpoint: Checkpoint): void {
    if (this.tryFlat(elementCells(checkpoint.post, undefined), this.rest)) this.attempts -= checkpoint.cost;
    else checkpoint.undo();
  }
}
