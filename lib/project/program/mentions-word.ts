import { readdirSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import { declaredProps } from "../../constructs/core/properties/declared-props";

/**
 * Whether the project's files contain a string that equals the word, so that the program may have a host with this name. IDs of
 * constructs of cdknix that are no hosts do not count, and neither does cdk.json, whose context the caller knows.
 * Answers in milliseconds, whereas running the program takes seconds. If the project is too large to search or not
 * readable, the answer is yes.
 */
export function mentionsWordSync(projectDirectory: string, word: string): boolean {
  const literal = new RegExp(`(?:${constructHead})?(["'\`])${escaped(word)}\\2`, "g");
  const inData = new RegExp(`(?<![\\w-])${escaped(word)}(?![\\w-])`);
  let left = mostFiles;
  const search = (directory: string): boolean =>
    readdirSync(directory, { withFileTypes: true }).some((entry) => {
      const file = path.join(directory, entry.name);
      if (entry.isDirectory()) return !isSkipped.test(entry.name) && search(file);
      const inProgram = isProgram.test(entry.name);
      if (!(inProgram || (isData.test(entry.name) && !isToolConfig.test(entry.name)))) return false;
      left -= 1;
      if (left < 0 || statSync(file).size > mostBytes) return true;
      const text = readFileSync(file, "utf8");
      if (!inProgram) return inData.test(text);
      return [...text.matchAll(literal)].some(([, className]) => className === undefined || mayBeHostClass(className));
    });
  try {
    return search(projectDirectory);
  } catch {
    return true;
  }
}

/** The start of a construct up to its ID, such as `new BootConfig(this, `. */
const constructHead = String.raw`\bnew\s+(?:[\w$]+\.)*([\w$]+)\(\s*[\w$.[\]]+,\s*`;

/** A class of the project or of a package may be a host, or name one after its ID. */
function mayBeHostClass(className: string): boolean {
  return className === "Host" || !Object.hasOwn(declaredProps, className);
}

const mostFiles = 2000;
const mostBytes = 1 << 20;
/** Tests contain hosts of their own. */
const isProgram = /(?<!\.(?:test|spec))\.[cm]?[jt]sx?$/;
const isData = /\.(?:json|ya?ml|toml|csv)$/;
/** Written for npm and tools, which use words such as "build" and "test" themselves. */
const isToolConfig = /^(?:cdk|package|package-lock|tsconfig.*|pnpm-lock|pnpm-workspace|composer)\.(?:json|ya?ml)$/;
/** Not written by the user: dependencies, hidden files, and generated files. */
const isSkipped = /^(?:\.|node_modules$|dist$|coverage$|imports$|cdk(?:tf)?\.out|result(?:-|$))/;

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
