import { quoted } from "./string-layout";

/** Words that the Nix lexer never reads as a variable. */
const keywords = new Set(["if", "then", "else", "assert", "with", "let", "in", "rec", "inherit", "or"]);

const identifierPattern = /^[a-zA-Z_][a-zA-Z0-9_'-]*$/;

/** Cache: a module tree of any size has few different names, so each is checked once (up to a limit). */
const known = new Map<string, boolean>();
const knownLimit = 10_000;

/**
 * Whether a string is a valid unquoted name in Nix source. `or` is not: it is a keyword after a selection, so it is
 * quoted everywhere.
 */
export function isIdentifier(text: string): boolean {
  const answer = known.get(text);
  if (answer !== undefined) return answer;
  const result = identifierPattern.test(text) && !keywords.has(text);
  if (known.size < knownLimit) known.set(text, result);
  return result;
}

/** Whether the Nix lexer reads this word as a keyword. */
export function isKeyword(text: string): boolean {
  return keywords.has(text);
}

/** Formats names separated by dots, as in Nix source: `environment.etc."a.conf".text`. */
export function formatAttributePath(path: readonly string[]): string {
  return path.map((name) => (isIdentifier(name) ? name : quoted(name))).join(".");
}

/** Splits a path written by Nix or by a person; names in double quotes may contain dots. */
export function splitAttributePath(text: string): readonly string[] {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|[^."]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replace(/\\(.)/g, "$1") : part));
}
