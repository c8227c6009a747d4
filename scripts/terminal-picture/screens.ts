import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** Style of a run of characters. */
export interface Style {
  /** CSS color, or undefined for the terminal's own. */
  readonly color: string | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
}

/** Consecutive characters of one style on a line. */
export interface Run extends Style {
  readonly column: number;
  readonly text: string;
}

/** Contents of the terminal at one time. */
export interface Screen {
  /** Milliseconds since the start of the recording. */
  readonly time: number;
  readonly lines: readonly (readonly Run[])[];
}

/** Reads the screens that record.sh captured, one per file. The file name is the time. */
export function readScreens(directory: string): readonly Screen[] {
  const files = readdirSync(directory).filter((name) => name.endsWith(".ansi"));
  return files.sort().map((name) => ({
    time: Number(path.basename(name, ".ansi")),
    lines: readFileSync(path.join(directory, name), "utf8").replace(/\n$/, "").split("\n").map(parseLine),
  }));
}

/** Returns the text of a line without styles. */
export function textOf(line: readonly Run[]): string {
  return line.reduce((text, run) => text.padEnd(run.column) + run.text, "");
}

const plain: Style = { color: undefined, bold: false, dim: false };

const palette = [
  ["#3b4252", "#f2777a", "#8fd18b", "#f2c97d", "#7aa8f7", "#cf9bea", "#67c7d4", "#d8dee9"],
  ["#7b8794", "#ff8f91", "#a9e5a5", "#ffe0a0", "#9cc0ff", "#e0b8f5", "#8fe0ea", "#ffffff"],
] as const;

function parseLine(line: string): readonly Run[] {
  const runs: Run[] = [];
  let style = plain;
  let column = 0;
  // Every second part holds the parameters of an SGR escape sequence.
  for (const [index, part] of line.split(/\x1b\[([\d;]*)m/).entries()) {
    if (index % 2 === 1) {
      style = restyled(style, part === "" ? [0] : part.split(";").map(Number));
      continue;
    }
    const text = part.replace(/\x1b[()][A-Z0-9]|[\x0e\x0f]/g, "");
    if (text.trim() !== "") runs.push({ ...style, column, text });
    column += Array.from(text).length;
  }
  return runs;
}

function restyled(style: Style, parameters: readonly number[]): Style {
  const [first = 0, ...rest] = parameters;
  if (first === 38) return restyled({ ...style, color: colorAt(rest[1] ?? 7) }, [...rest.slice(2), -1]);
  const changed = change(style, first);
  return rest.length === 0 ? changed : restyled(changed, rest);
}

function change(style: Style, parameter: number): Style {
  if (parameter === 0) return plain;
  if (parameter === 1) return { ...style, bold: true };
  if (parameter === 2) return { ...style, dim: true };
  if (parameter === 22) return { ...style, bold: false, dim: false };
  if (parameter === 39) return { ...style, color: undefined };
  if (parameter >= 30 && parameter <= 37) return { ...style, color: colorAt(parameter - 30) };
  if (parameter >= 90 && parameter <= 97) return { ...style, color: colorAt(parameter - 82) };
  return style;
}

/** Returns a color of the 16-color palette. */
function colorAt(index: number): string | undefined {
  return palette[index < 8 ? 0 : 1][index % 8];
}
