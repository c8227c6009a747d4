import { createRequire } from "node:module";
import type { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import { fitCodeFrames, isCodeFrame } from "./code-frame";

/** Wraps text for a stream: at words if it is a terminal, and not at all otherwise, because other programs read lines. */
export function wrapFor(stream: Pick<WriteStream, "isTTY" | "columns">, text: string): string {
  // A terminal may report no size.
  const isMeasured = stream.isTTY && stream.columns > 0;
  return isMeasured ? wrapText(text, stream.columns) : text;
}

/**
 * Wraps lines at words, with the indentation of the text after their label or of their last column. A word that is wider
 * than the terminal stays whole, so that it can be copied.
 */
export function wrapText(text: string, columns: number): string {
  return fitCodeFrames(text.split("\n"), columns)
    .map((line) => (isCodeFrame(line) ? line : wrapLine(line, columns)))
    .join("\n");
}

type WrapAnsi = (text: string, columns: number, options?: { readonly hard?: boolean }) => string;

function wrapLine(line: string, columns: number): string {
  const plain = stripVTControlCharacters(line);
  if (plain.length <= columns) return line;
  // The columns of a table that is wider than the terminal are not aligned anyway.
  const isAligned = labelOf(plain, columns) !== undefined;
  const text = isAligned ? line : line.replaceAll(/(?<=\S) {3,}/g, "  ");
  const indent = indentOf(stripVTControlCharacters(text), columns);
  // Loaded only for a line that is too wide.
  const wrapAnsi = createRequire(__filename)("wrap-ansi") as WrapAnsi;
  const start = offsetOf(text, indent);
  const [first = "", ...others] = wrapAnsi(text.slice(start), columns - indent).split("\n");
  return [text.slice(0, start) + first, ...others.map((other) => " ".repeat(indent) + other)].join("\n");
}

/** The column at which the continuation of a line starts. */
function indentOf(plain: string, columns: number): number {
  const label = labelOf(plain, columns);
  const widest = Math.max(
    ...plain
      .slice(label)
      .split(" ")
      .map((word) => word.length),
  );
  // A wide word, such as a path, fits better without the label.
  if (label !== undefined && widest <= columns - label) return label;
  const small = /^ */.exec(plain)?.[0].length ?? 0;
  const indent = Math.min(small + 2, Math.floor(columns / 2));
  return indent + (/^ */.exec(plain.slice(indent))?.[0].length ?? 0);
}

/** The width of a line's label, or of all but its last column; undefined if there is none, or if it is too wide. */
function labelOf(plain: string, columns: number): number | undefined {
  const gaps = [...plain.matchAll(/(?<=\S) {2,}(?=\S)/g)].map((gap) => gap.index + gap[0].length);
  return gaps.filter((end) => end <= columns * widestLabel).at(-1);
}

/** Labels may take this part of a line: below that, the text next to them would be too narrow to read. */
const widestLabel = 0.6;

/** The offset in a line of its nth visible character. */
function offsetOf(line: string, visible: number): number {
  let offset = 0;
  for (let seen = 0; seen < visible; offset += 1) {
    const code = /^\u001b\[[0-9;]*m/.exec(line.slice(offset))?.[0];
    if (code === undefined) seen += 1;
    else offset += code.length - 1;
  }
  return offset;
}
