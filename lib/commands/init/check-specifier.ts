import { existsSync, statSync } from "node:fs";
import * as path from "node:path";
import { specifierInvalid } from "./errors";
import { pathOfSpecifier } from "./package-origin";

/**
 * Checks a specifier of an npm package, as far as that is possible without the network.
 * @throws a failure if npm cannot install from it
 */
export function checkSpecifier(specifier: string): void {
  const reason = problemOf(specifier);
  if (reason !== undefined) throw specifierInvalid(specifier, reason);
}

function problemOf(specifier: string): string | undefined {
  if (specifier.trim() === "") return "it is empty";
  const file = pathOfSpecifier(specifier);
  if (file !== undefined) return problemOfFile(path.resolve(file));
  // An address, an alias, or a repository.
  if (/[:/]/.test(specifier)) return /\s/.test(specifier) ? "an address contains no spaces" : undefined;
  const isTag = /^[a-z][\w.-]*$/i.test(specifier);
  return isTag || isRange(specifier) ? undefined : "it is neither a version, a tag, an address, nor a file";
}

function problemOfFile(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return `${file} does not exist`;
  if (!found.isDirectory() || existsSync(path.join(file, "package.json"))) return undefined;
  return `${file} has no package.json`;
}

const comparator = /^(?:[<>=~^]*v?(?:\d+|[x*])(?:\.(?:\d+|[x*])){0,2}(?:[-+][\w.+-]+)?|\|\||-)$/i;

/** Whether a text is a range of versions, such as `^0.1.0` or `>= 1.2 < 3`. */
function isRange(text: string): boolean {
  const words = text
    .replaceAll(/([<>=~^])\s+/g, "$1")
    .replaceAll("||", " || ")
    .trim()
    .split(/\s+/);
  return words.every((word) => comparator.test(word));
}
