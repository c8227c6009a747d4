import { markdownPassages } from "./markdown-passages";
import type { Passage } from "./passage";
import { patterns } from "./patterns";
import { typescriptPassages } from "./typescript-passages";

/** Wording in a file that a pattern matches. */
export interface Finding {
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly instead: string;
}

/** Finds wording that is not plain, idiomatic technical English. */
export function checkProse(file: string, text: string): readonly Finding[] {
  const passages = file.endsWith(".md") ? markdownPassages(text) : typescriptPassages(text);
  const found = passages.flatMap((passage) => matches(passage));
  // The longest of several matches in one place says most.
  const longest = found.filter(
    ({ start, end }) =>
      !found.some((other) => other.start <= start && other.end >= end && other.end - other.start > end - start),
  );
  return longest
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, instead }) => ({ ...position(text, start), found: oneLine(text.slice(start, end)), instead }));
}

function matches({ kind, text, start }: Passage) {
  return patterns
    .filter(({ kinds }) => (kinds === undefined ? kind !== "word" : kinds.includes(kind)))
    .flatMap(({ find, instead }) =>
      [...text.matchAll(find)].map((match) => {
        const indent = /^\s*/.exec(match[0])?.[0].length ?? 0;
        const from = start + match.index + indent;
        const found = match[0].trim();
        return {
          start: from,
          end: from + found.length,
          instead: typeof instead === "string" ? instead : instead(found),
        };
      }),
    );
}

function position(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

/** The text between the matched words may hold the decoration of a comment. */
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*(?:\*|\/\/)?\s*/g, " ");
}
