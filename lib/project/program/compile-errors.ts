import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { Issue } from "../../model";
import { compileIssue, type CompileError } from "./compile-issue";
import { packageInstallCommand } from "./package-manager";
import { typeScriptErrors } from "./typescript-errors";

/**
 * The errors of a program that does not compile, as its compiler reports them: TypeScript (ts-node), swc (ts-node, swc-node),
 * esbuild (tsx), or Node. Undefined if the error is not one of a compiler.
 */
export function compileErrors(error: unknown): readonly Issue[] | undefined {
  if (!(error instanceof Error)) return undefined;
  // Colored in a terminal.
  const message = stripVTControlCharacters(error.message);
  const found = typeScriptErrors(error) ?? esbuildErrors(message) ?? swcErrors(message) ?? syntaxError(error);
  return found?.map((each) => compileIssue(withInstall(each)));
}

/** Adds the command that installs a module that the compiler does not find. */
function withInstall(error: CompileError): CompileError {
  const [, name] = /^Cannot find module '((?:@[\w.-]+\/)?[\w-][\w.-]*)/.exec(error.message) ?? [];
  if (name === undefined || error.fix !== undefined) return error;
  return { ...error, fix: `run \`${packageInstallCommand(process.cwd(), [name])}\`` };
}

/** `/p/main.ts:2:6: ERROR: Expected identifier but found "="`; columns count from 0. */
function esbuildErrors(message: string): readonly CompileError[] | undefined {
  if (!/^(?:Transform|Build) failed with \d+ errors?:/.test(message)) return undefined;
  return [...message.matchAll(/^(.+?):(\d+):(\d+): ERROR: (.*)$/gm)].map(([, file, line, column, text = ""]) => ({
    message: text,
    file,
    line: Number(line),
    column: Number(column) + 1,
  }));
}

/**
 * Blocks of a message, a place, and lines with a marker below them, in ASCII or Unicode. Later text, such as a native
 * backtrace, is ignored.
 */
function swcErrors(message: string): readonly CompileError[] | undefined {
  const blocks = message.split(/^ {2}(?=[x×] )/m).slice(1);
  const found = blocks.flatMap((block): readonly CompileError[] => {
    const [head = "", place, ...lines] = splitAtPlace(block);
    const [, file, line] = /\[(.+):(\d+):\d+\]/.exec(place ?? "") ?? [];
    if (file === undefined) return [];
    const text = head.replace(/^[x×] /, "").replaceAll(/\n\s*[|│]\s*/g, " ");
    return [{ message: text.trim(), file, line: Number(line), ...markedColumns(lines) }];
  });
  return found.length === 0 ? undefined : found;
}

function splitAtPlace(block: string): readonly string[] {
  const lines = block.split("\n");
  const at = lines.findIndex((line) => /^\s*[,╭][-─]+\[/.test(line));
  return at === -1 ? [block] : [lines.slice(0, at).join("\n"), ...lines.slice(at)];
}

function markedColumns(lines: readonly string[]): Pick<CompileError, "column" | "endColumn"> {
  const end = lines.findIndex((line) => /^\s*[`╰]/.test(line));
  const marker = lines.slice(0, end === -1 ? undefined : end).find((line) => /^\s*[:·]\s*[\^─┬|-]/.test(line));
  if (marker === undefined) return {};
  // One space follows the gutter.
  const source = marker.slice(marker.search(/[:·]/) + 2);
  const start = source.search(/\S/);
  return { column: start + 1, endColumn: start + 1 + source.trim().length };
}

/** An error of Node's own parsers: its stack trace begins with the place, the line, and a marker below it. */
function syntaxError(error: Error): readonly CompileError[] | undefined {
  const [place = "", ...lines] = (error.stack ?? "").split("\n");
  const [, file, line] = /^((?:file:\/\/)?\/.+):(\d+)$/.exec(place) ?? [];
  if (!(error.name === "SyntaxError" || error instanceof SyntaxError) || file === undefined) return undefined;
  const marker = lines.find((text) => /^\s*\^+\s*$/.test(text));
  const column = marker === undefined ? undefined : marker.indexOf("^") + 1;
  const isUnsupported = "code" in error && error.code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX";
  return [
    {
      message: error.message,
      file: file.startsWith("file:") ? fileURLToPath(file) : file,
      line: Number(line),
      column,
      endColumn: column === undefined ? undefined : column + (marker?.trim().length ?? 1),
      ...(isUnsupported
        ? {
            reason: "Node removes types, but does not compile TypeScript",
            fix: "rewrite it, or run the program with tsx or ts-node",
          }
        : {}),
    },
  ];
}
