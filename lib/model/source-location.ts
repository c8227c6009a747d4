/**
 * Where in the user's program a construct was made.
 * @public
 */
export interface SourceLocation {
  /** Path of the file, relative to the project directory when it lies inside it, with `/` separators. */
  readonly file: string;
  /** Line, counted from 1. */
  readonly line: number;
  /** Column, counted from 1. */
  readonly column: number;
}

/** `examples/lilith/main.ts:14`, the form that the manifest keeps. */
export function formatSourceLocation(location: SourceLocation): string {
  return `${location.file}:${String(location.line)}`;
}

/** A location from the form that the manifest keeps. It names no column: the line's first stands for it. */
export function parseSourceLocation(text: string): SourceLocation | undefined {
  const [, file, line] = /^(.+):(\d+)$/.exec(text) ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: 1 };
}
