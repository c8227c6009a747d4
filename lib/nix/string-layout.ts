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
 * Text as it stands between double quotes. `beforeInterpolation` says that `${` follows: a `$` there would escape it,
 * because the lexer reads `$$` as two plain characters.
 */
export function escapeText(text: string, beforeInterpolation = false): string {
  if (!hasSpecials.test(text)) return text;
  const escaped = text.replace(specials, (character) => escapes[character] ?? character);
  return beforeInterpolation && text.endsWith("$") ? `${escaped.slice(0, -1)}\\$` : escaped;
}

/** A text as a string literal between double quotes. */
export function quoted(text: string): string {
  return `"${escapeText(text)}"`;
}

/** Text that an indented string cannot hold as it is: a quote before what has to be escaped by quotes, or a lone CR. */
const unindentable = /'\$\{|'''|\r/;

/** A line of spaces only: editors remove them, and Nix removes the last one. */
const blankLine = /^ +$/;

/**
 * The lines of an indented string with exactly this value, each as its parts, with text escaped; `undefined` when no
 * indented string has this value or when it is safer not to rely on it.
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
      // The `$` would be escaped, and the quotes of the escape would join the one before it.
      if (interpolates && text.endsWith("'$")) return undefined;
      if (text !== "") lines.at(-1)?.push(escapeIndented(text, interpolates));
    }
  }
  const last = lines.at(-1)?.at(-1);
  if (typeof last === "string" && last.endsWith("'")) return undefined;
  return keepIndentation(lines) ? lines : undefined;
}

/** Whether Nix would remove exactly the indentation that the printer adds, and no space of the value. */
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

/** Whether a text reads better on lines of its own: two or more lines with something on them, and exactly so in Nix. */
export function isIndentable(text: string): boolean {
  const end = text.indexOf("\n");
  if (end < 0) return false;
  if (text.split("\n").filter((each) => each.trim() !== "").length < 2) return false;
  return indentedLines([text]) !== undefined;
}
