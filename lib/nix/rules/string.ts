import type { IndentedString, StringLiteral, StringPart } from "../ast/ast";
import { group, inline, maybeBreak, nest, newlines, offset, type Doc } from "../doc/builders";
import { escapeText, indentedLines, quoted } from "../string-layout";
import { enclosed } from "./enclosed";
import { isAbsorbable, isSimple } from "./predicates";
import type { Printer } from "./syntax";

/** Interpolations up to this width stay on one line, even if the line becomes too long. */
const shortInterpolation = 30;

/** A string: in double quotes on one line, or on its own lines between pairs of single quotes. */
export function stringDoc(string: StringLiteral | IndentedString, print: Printer): Doc {
  const [only] = string.parts;
  if (string.kind === "indentedString") {
    const lines = indentedLines(string.parts);
    if (lines !== undefined && (lines.length > 1 || needsManyEscapes(string.parts))) return indentedDoc(lines, print);
  }
  if (string.parts.length === 0) return '""';
  if (string.parts.length === 1 && typeof only === "string") return quoted(only);
  const escaped = string.parts.map((part, index) =>
    typeof part === "string" ? escapeText(part, index < string.parts.length - 1) : part,
  );
  return group('"', lineDoc(escaped, print), '"');
}

/** On one line, single quotes are kept only if double quotes would need escapes. */
function needsManyEscapes(parts: readonly StringPart[]): boolean {
  return parts.some((part) => typeof part === "string" && /["\\]/.test(part));
}

function indentedDoc(lines: readonly (readonly StringPart[])[], print: Printer): Doc {
  if (lines.length === 1) return group("''", nest(lineDoc(lines[0] ?? [], print)), "''");
  const docs: Doc[] = [];
  let breaks = 1;
  for (const [index, line] of lines.entries()) {
    if (index > 0) breaks += 1;
    // Consecutive line breaks are one spacing: a spacing at the beginning of a line would vanish.
    if (line.length === 0) continue;
    docs.push(newlines(breaks), lineDoc(line, print));
    breaks = 0;
  }
  return group("''", nest(docs), breaks > 0 ? newlines(breaks) : "", "''");
}

/** The parts of one line of a string, with text escaped. */
function lineDoc(parts: readonly StringPart[], print: Printer): Doc {
  const [first, second] = parts;
  if (parts.length === 1 && first !== undefined && typeof first !== "string") return aloneDoc("", first, print);
  if (typeof first === "string" && /^ *$/.test(first) && second !== undefined && typeof second !== "string") {
    if (parts.length === 2) return aloneDoc(first, second, print);
  }
  const docs = parts.map((part) => (typeof part === "string" ? part : interpolation(part, print)));
  if (typeof first !== "string") return docs;
  return [first, offset(/^\s*/.exec(first)?.[0].length ?? 0, docs.slice(1))];
}

/** An interpolation that is alone on its line may begin there and continue below. */
function aloneDoc(spaces: string, part: Exclude<StringPart, string>, print: Printer): Doc {
  return [spaces, offset(spaces.length, group("${", nest(enclosed(part, print)), "}"))];
}

/** `${part}` for attribute names and for strings. */
export function interpolation(part: Exclude<StringPart, string>, print: Printer): Doc {
  if (isAbsorbable(part)) return group("${", print.term(part), "}");
  const limit = isSimple(part) ? Number.POSITIVE_INFINITY : shortInterpolation + "${}".length;
  return inline(limit, "${", maybeBreak, nest(print.plain(part)), maybeBreak, "}");
}
