import type { StringPart } from "./ast/ast";

const specials = /["\\\n\r\t]|\$(?=\{)/g;
const hasSpecials = /["\\\n\r\t$]/;
const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  $: "\\$",
};

/**
 * Escapes text for double quotes. `beforeInterpolation` says that `${` follows: a `$` there would escape it, because
 * the lexer reads `$$` as two plain characters.
 */
export function escapeText(text: string, beforeInterpolation = false): string {
  if (!hasSpecials.test(text)) return text;
  const escaped = text.replace(specials, (character) => escapes[character] ?? character);
  return beforeInterpolation && text.endsWith("$") ? `${escaped.slice(0, -1)}\\$` : escaped;
}

/** Formats text as a string literal in double quotes. */
export function quoted(text: string): string {
  return `"${escapeText(text)}"`;
}

/**
 * Text that an indented string cannot contain unescaped: a quote before something that needs quotes to be escaped, or a
 * lone CR.
 */
const unindentable = /'\$\{|'''|\r/;

/** A line that contains only spaces: editors remove the spaces, and Nix does so in the last line. */
const blankLine = /^ +$/;

/**
 * The lines of an indented string with exactly this value, each as its parts, with text escaped. Returns `undefined` if
 * no indented string has this value or if it is safer not to rely on it.
 */
export function indentedLines(parts: readonly StringPart[]): readonly (readonly StringPart[])[] | undefined {
  const lines: StringPart[][] = [[]];
  for (const [index, part] of parts.entries()) {
    if (typeof part !== "string") {
      lines.at(-1)?.push(part);
      continue;
    }
    if (unindentable.test(part)) return undefined;
    const texts = part.split("\n");
    for (const [position, text] of texts.entries()) {
      if (position > 0) lines.push([]);
      const interpolates = position === texts.length - 1 && index < parts.length - 1;
      // The `$` would be escaped, and the quotes of the escape would join the preceding one.
      if (interpolates && text.endsWith("'$")) return undefined;
      if (text !== "") lines.at(-1)?.push(escapeIndented(text, interpolates));
    }
  }
  const last = lines.at(-1)?.at(-1);
  if (typeof last === "string" && last.endsWith("'")) return undefined;
  return keepIndentation(lines) ? lines : undefined;
}

/** Whether Nix would remove exactly the indentation that the printer adds, and no spaces of the value. */
function keepIndentation(lines: readonly (readonly StringPart[])[]): boolean {
  let flush = false;
  for (const line of lines) {
    const [first] = line;
    if (first === undefined) continue;
    if (typeof first === "string" && line.length === 1 && blankLine.test(first)) return false;
    flush ||= typeof first !== "string" || !first.startsWith(" ");
  }
  return flush;
}

function escapeIndented(text: string, beforeInterpolation: boolean): string {
  const escaped = text.replace(/''/g, "'''").replace(/\$(?=\{)/g, "''$");
  return beforeInterpolation && text.endsWith("$") ? `${escaped.slice(0, -1)}''$` : escaped;
}

/**
 * Whether text is better printed as an indented string: it has two or more non-blank lines, and an indented string can
 * represent it exactly.
 */
export function isIndentable(text: string): boolean {
  const end = text.indexOf("\n");
  if (end < 0) return false;
  if (text.split("\n").filter((each) => each.trim() !== "").length < 2) return false;
  return indentedLines([text]) !== undefined;
}
