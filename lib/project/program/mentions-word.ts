import { readdirSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";

/**
 * Whether the project's files contain a string that equals the word, so that the program may have a host with this name.
 * Answers in milliseconds, whereas running the program takes seconds. If the project is too large to search or not
 * readable, the answer is yes.
 */
export function mentionsWordSync(projectDirectory: string, word: string): boolean {
  const literal = new RegExp(`(["'\`])${escaped(word)}\\1`);
  const inData = new RegExp(`(?<![\\w-])${escaped(word)}(?![\\w-])`);
  let left = mostFiles;
  const search = (directory: string): boolean =>
    readdirSync(directory, { withFileTypes: true }).some((entry) => {
      const file = path.join(directory, entry.name);
      if (entry.isDirectory()) return !isSkipped.test(entry.name) && search(file);
      const pattern = isProgram.test(entry.name) ? literal : inData;
      if (!(isProgram.test(entry.name) || (isData.test(entry.name) && !isToolConfig.test(entry.name)))) return false;
      left -= 1;
      return left < 0 || statSync(file).size > mostBytes || pattern.test(readFileSync(file, "utf8"));
    });
  try {
    return search(projectDirectory);
  } catch {
    return true;
  }
}

const mostFiles = 2000;
const mostBytes = 1 << 20;
const isProgram = /\.[cm]?[jt]sx?$/;
const isData = /\.(?:json|ya?ml|toml|csv)$/;
/** Written for npm and tools, which use words such as "build" and "test" themselves. */
const isToolConfig = /^(?:package|package-lock|tsconfig.*|pnpm-lock|pnpm-workspace|composer)\.(?:json|ya?ml)$/;
/** Not written by the user: dependencies, hidden files, and generated files. */
const isSkipped = /^(?:\.|node_modules$|dist$|coverage$|imports$|cdk(?:tf)?\.out|result(?:-|$))/;

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
