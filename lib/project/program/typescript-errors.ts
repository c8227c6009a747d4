import { stripVTControlCharacters } from "node:util";
import type { CompileError } from "./compile-issue";

/** The part of TypeScript's diagnostics that is used. */
interface Diagnostic {
  readonly file?: { readonly fileName: string; getLineAndCharacterOfPosition(at: number): Position } | undefined;
  readonly start?: number | undefined;
  readonly length?: number | undefined;
  readonly code: number;
  readonly messageText: string | MessageChain;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

interface MessageChain {
  readonly messageText: string;
  readonly next?: readonly MessageChain[];
}

/** The errors in an exception of ts-node; undefined if it is another exception. */
export function typeScriptErrors(error: Error): readonly CompileError[] | undefined {
  if (error.name !== "TSError" && !error.message.includes("Unable to compile TypeScript:")) return undefined;
  const { diagnostics } = error as { diagnostics?: readonly Diagnostic[] };
  // An exception from a loader thread has only its text.
  const found = diagnostics?.map(fromDiagnostic) ?? fromText(stripVTControlCharacters(error.message));
  return found.length === 0 ? undefined : found;
}

function fromDiagnostic({ file, start, length, code, messageText }: Diagnostic): CompileError {
  const message = withCode(flatten(messageText), String(code));
  if (file === undefined || start === undefined) return { message };
  const from = file.getLineAndCharacterOfPosition(start);
  const to = file.getLineAndCharacterOfPosition(start + (length ?? 1));
  return {
    message,
    file: file.fileName,
    line: from.line + 1,
    column: from.character + 1,
    endColumn: to.line === from.line ? to.character + 1 : undefined,
  };
}

function withCode(message: string, code: string): string {
  return `${message.replace(/\.$/, "")} (TS${code})`;
}

/** A chain goes from the consequence to the cause. */
function flatten(text: string | MessageChain): string {
  if (typeof text === "string") return text;
  return [text.messageText, ...(text.next ?? []).map(flatten)].join(" ");
}

/** `main.ts(1,7): error TS2322: …`, or `main.ts:1:7 - error TS2322: …` for a terminal. */
function fromText(text: string): readonly CompileError[] {
  const pattern = /^(.+?)(?:\((\d+),(\d+)\):|:(\d+):(\d+) -) error TS(\d+): (.*)$/gm;
  return [...text.matchAll(pattern)].map(([, file, line, column, line2, column2, code = "", message = ""]) => ({
    message: withCode(message, code),
    file,
    line: Number(line ?? line2),
    column: Number(column ?? column2),
  }));
}
