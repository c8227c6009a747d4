import { readFileSync } from "node:fs";
import * as path from "node:path";
import { codeFrameColumns } from "@babel/code-frame";
import { explanationOf, type Issue } from "../../model";

/** An error of a compiler. */
export interface CompileError {
  readonly message: string;
  /** Absolute path, or relative to the working directory; undefined for an error in no file, such as a wrong setting. */
  readonly file?: string | undefined;
  /** Counted from 1. */
  readonly line?: number | undefined;
  /** Counted from 1. */
  readonly column?: number | undefined;
  /** Last column of the error plus 1. Default: one column. */
  readonly endColumn?: number | undefined;
  readonly reason?: string | undefined;
  readonly fix?: string | undefined;
}

/** Converts an error of a compiler to an issue with the lines around it. */
export function compileIssue(error: CompileError, code = "program-does-not-compile"): Issue {
  const { message, file, line = 1, column = 1, endColumn } = error;
  const absolute = file === undefined ? undefined : path.resolve(file);
  const excerpt = absolute === undefined ? undefined : frameOf(absolute, line, column, endColumn);
  return {
    severity: "error",
    code,
    constructPath: "",
    message,
    ...explanationOf(error),
    ...(absolute === undefined ? {} : { source: { file: path.relative(process.cwd(), absolute), line, column } }),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}

function frameOf(file: string, line: number, column: number, endColumn: number | undefined): string | undefined {
  try {
    const start = { line, column };
    const location = endColumn === undefined ? { start } : { start, end: { line, column: endColumn } };
    return codeFrameColumns(readFileSync(file, "utf8"), location, {
      linesAbove: 1,
      linesBelow: 1,
      highlightCode: false,
    });
  } catch {
    return undefined;
  }
}
