import type * as ts from "typescript";
import { blank, space, type Passage } from "./passage";

/** The prose of comments: of a docstring, one passage for the summary and one for each tag. */
export function commentPassages(text: string, ranges: readonly ts.CommentRange[]): readonly Passage[] {
  return adjoining(text, ranges)
    .map(({ pos, end }) => ({ start: pos, text: text.slice(pos, end) }))
    .filter((comment) => !/^\/[/*]+\s*(?:eslint-|@ts-|prettier-ignore|#!)/.test(comment.text))
    .flatMap((comment) => (comment.text.startsWith("//") ? [lineComment(comment)] : blockComment(comment)));
}

interface Comment {
  readonly start: number;
  readonly text: string;
}

/** Joins line comments that follow each other. */
function adjoining(text: string, ranges: readonly ts.CommentRange[]): readonly { pos: number; end: number }[] {
  const joined: { pos: number; end: number }[] = [];
  for (const { pos, end } of ranges) {
    const last = joined.at(-1);
    const isNext = last !== undefined && /^\n[ \t]*$/.test(text.slice(last.end, pos));
    if (isNext && text.startsWith("//", pos) && text.startsWith("//", last.pos)) last.end = end;
    else joined.push({ pos, end });
  }
  return joined;
}

function lineComment({ start, text }: Comment): Passage {
  return { kind: "comment", start, text: withoutCode(space(text, /^\s*\/\//gm)) };
}

function blockComment({ start, text }: Comment): readonly Passage[] {
  let prose = space(text, /^\/\*+|\*\/$|^\s*\*(?!\/)/gm);
  prose = blank(prose, /^ *(`{3,})[^\n]*\n[\s\S]*?\1/gm);
  // The code of an example lasts until the next tag.
  prose = blank(prose, /^\s*@example[\s\S]*?(?=^\s*@|$(?![\s\S]))/gm);
  return [...prose.matchAll(/(?:^\s*@\w+)?(?:(?!^\s*@)[\s\S])+/gm)].map((part) => ({
    kind: "comment",
    start: start + part.index,
    text: withoutCode(space(part[0], /^\s*@(?:param|template)\s+\S+|^\s*@\w+/)),
  }));
}

function withoutCode(text: string): string {
  return blank(text, /(`+)[^`]+\1|\{@link[^}]*\}|https?:\/\/\S+/g);
}
