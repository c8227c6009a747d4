import { quoted } from "./string-layout";

/** Words that the Nix lexer never reads as a variable. */
const keywords = new Set(["if", "then", "else", "assert", "with", "let", "in", "rec", "inherit", "or"]);

const identifierPattern = /^[a-zA-Z_][a-zA-Z0-9_'-]*$/;

/** Names recur: a module tree of any size has few different ones, so each is looked at once (up to a limit). */
const known = new Map<string, boolean>();
const knownLimit = 10_000;

/**
 * Whether a text can stand in Nix source as a name without quotes.
 * `or` cannot: it is a keyword after a selection and is therefore quoted everywhere.
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

/** Names with dots between, as Nix source has them: `environment.etc."a.conf".text`. */
export function formatAttributePath(path: readonly string[]): string {
  return path.map((name) => (isIdentifier(name) ? name : quoted(name))).join(".");
}

/** The names in a path that Nix or a person wrote; those in double quotes may hold dots. */
export function splitAttributePath(text: string): readonly string[] {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|[^."]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replace(/\\(.)/g, "$1") : part));
}
