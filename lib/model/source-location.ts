/**
 * Where the user's program creates a construct.
 * @public
 */
export interface SourceLocation {
  /** Path of the file, relative to the project directory if the file is inside it, with `/` separators. */
  readonly file: string;
  /** Line, counted from 1. */
  readonly line: number;
  /** Column, counted from 1. */
  readonly column: number;
}

/** Formats a location as in the manifest: `examples/lilith/main.ts:14`. */
export function formatSourceLocation(location: SourceLocation): string {
  return `${location.file}:${String(location.line)}`;
}

/** Parses a location from the manifest. It has no column, so column 1 is used. */
export function parseSourceLocation(text: string): SourceLocation | undefined {
  const [, file, line] = /^(.+):(\d+)$/.exec(text) ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: 1 };
}
