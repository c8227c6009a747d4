/** Whitespace between two documents; its form depends on whether the surrounding group fits on the line. */
export interface Spacing {
  readonly type: "spacing";
  /** Its form on one line: nothing, a space, or `undefined` if it forces a line break. */
  readonly flat: "" | " " | undefined;
  /** Its form in a group that does not fit: a break, a space, or a break only if the following text needs one. */
  readonly broken: "break" | "space" | "soft";
  /** Number of line breaks when broken. */
  readonly count: number;
  /** Of two consecutive spacings, the one with the higher rank remains. */
  readonly rank: number;
}

/**
 * How a group behaves if it does not fit on the line:
 * - `regular`: all of its spacings break;
 * - `priority`: before its parent breaks, the layout tries to break only this group, with its surroundings flat;
 * - `transparent`: its priority groups belong to its parent.
 */
export type GroupStyle = "regular" | "priority" | "transparent";

/** Documents that stay together: either all of their spacings break, or none. */
export interface Group {
  readonly type: "group";
  readonly style: GroupStyle;
  readonly body: Doc;
}

/** A document one level deeper. Several levels that begin on the same line indent by one step only. */
export interface Nest {
  readonly type: "nest";
  readonly body: Doc;
}

/** A document indented by additional columns: inside the lines of an indented string. */
export interface Offset {
  readonly type: "offset";
  readonly columns: number;
  readonly body: Doc;
}

/** Text that appears only if the surrounding group breaks: the comma after the last parameter. */
export interface Trailing {
  readonly type: "trailing";
  readonly text: string;
}

/** Documents that stay on one line, however long the line becomes, if they are no wider than a limit. */
export interface Inline {
  readonly type: "inline";
  readonly limit: number;
  /** The group they are otherwise. */
  readonly body: Group;
}

/** A document built on demand, so that the depth of the call stack does not depend on the depth of the expression. */
export interface Lazy {
  readonly type: "lazy";
  make: (() => Doc) | undefined;
  made: Doc;
}

/** A document to lay out: text, spacing, groups, and sequences of these. */
export type Doc = string | Spacing | Group | Nest | Offset | Trailing | Inline | Lazy | readonly Doc[];

function spacing(rank: number, flat: Spacing["flat"], broken: Spacing["broken"], count = 1): Spacing {
  return { type: "spacing", flat, broken, count, rank };
}

/** Nothing, or a line break only if the following text does not fit. */
export const softbreak = spacing(0, "", "soft");

/** Nothing, or a line break. */
export const maybeBreak = spacing(1, "", "break");

/** A space, always. */
export const hardspace = spacing(2, " ", "space");

/** A space, or a line break only if the following text does not fit. */
export const softline = spacing(3, " ", "soft");

/** A space, or a line break. */
export const line = spacing(4, " ", "break");

/** A line break, always. */
export const hardline = spacing(5, undefined, "break");

/** This many line breaks, always: the lines of an indented string, some of which are empty. */
export function newlines(count: number): Spacing {
  return spacing(7, undefined, "break", count);
}

/** The spacing that results from two consecutive ones. */
export function mergeSpacings(first: Spacing, second: Spacing): Spacing {
  const [low, high] = first.rank <= second.rank ? [first, second] : [second, first];
  if (low === maybeBreak && (high === softline || high === hardspace)) return line;
  if (low === softbreak && high === hardspace) return softline;
  return high;
}

/** Documents that stay together on one line if they fit. */
export function group(...body: readonly Doc[]): Group {
  return { type: "group", style: "regular", body };
}

/** A group that breaks before its parent does. */
export function priority(...body: readonly Doc[]): Group {
  return { type: "group", style: "priority", body };
}

/** A group that passes its priority groups to its parent. */
export function transparent(...body: readonly Doc[]): Group {
  return { type: "group", style: "transparent", body };
}

/** Documents one level deeper. */
export function nest(...body: readonly Doc[]): Nest {
  return { type: "nest", body };
}

/** A document this many columns further to the right. */
export function offset(columns: number, body: Doc): Doc {
  return columns === 0 ? body : { type: "offset", columns, body };
}

/** Text for groups that break. */
export function trailing(text: string): Trailing {
  return { type: "trailing", text };
}

/** Documents that stay on one line, however long the line becomes, if they are no wider than a limit. */
export interface Inline {
  readonly type: "inline";
  readonly limit: number;
  /** The group they are otherwise. */
  readonly body: Group;
}

/** A group that stays on one line, however long the line becomes, if it is no wider than a limit itself. */
export function inline(limit: number, ...body: readonly Doc[]): Inline {
  return { type: "inline", limit, body: group(...body) };
}

/** A document built on first use. */
export function lazy(make: () => Doc): Lazy {
  return { type: "lazy", make, made: "" };
}

/** Resolves a lazy document. */
export function force(doc: Lazy): Doc {
  if (doc.make !== undefined) {
    doc.made = doc.make();
    doc.make = undefined;
  }
  return doc.made;
}

/** Documents with a separator between each two. */
export function separated(separator: Doc, docs: readonly Doc[]): Doc {
  const result: Doc[] = [];
  for (const doc of docs) {
    if (result.length > 0) result.push(separator);
    result.push(doc);
  }
  return result;
}

const surrogatePair = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

const anySurrogate = /[\uD800-\uDBFF]/;

/** The width of a text in columns, counted in code points like nixfmt. */
export function textWidth(text: string): number {
  if (!anySurrogate.test(text)) return text.length;
  return text.length - (text.match(surrogatePair)?.length ?? 0);
}
