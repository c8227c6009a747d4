import { isKeyword } from "../names";

/** Facts about Nix source that are known without parsing it. */
export interface RawSource {
  /** Words that may be variables: outside of strings and comments, not after a dot, and not defined by `name =`. */
  readonly names: ReadonlySet<string>;
  /** Whether a string in double quotes spans several lines. */
  readonly breaksString: boolean;
  /** Whether its last line ends in a `#` comment. */
  readonly endsInComment: boolean;
}

/** The context of a position in Nix source: code, a string in double quotes, or an indented string. */
export type Mode = "code" | "string" | "indented";

const word = /[a-zA-Z_][a-zA-Z0-9_'-]*/y;
const blank = /\s*/y;
/** A path or number that would otherwise be mistaken for a word: `./x/y`, `a/b`, `<nixpkgs>`, `1e5`. */
const opaque =
  /(?:~|[a-zA-Z0-9._+-]*)(?:\/[a-zA-Z0-9._+-]+)+|<[a-zA-Z0-9._+-]+(?:\/[a-zA-Z0-9._+-]+)*>|\.?[0-9][0-9.]*(?:[eE][+-]?[0-9]+)?/y;
const comment = /#[^\n\r]*|\/\*[^]*?\*\//y;

/** Scans Nix source token by token; inside strings, only interpolations are scanned. */
export function scanRaw(text: string): RawSource {
  const names = new Set<string>();
  // The mode to return to after each open brace or string.
  const modes: Mode[] = ["code"];
  let endsInComment = false;
  let breaksString = false;
  let afterDot = false;
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? "";
  };
  while (at < text.length) {
    const mode = modes.at(-1) ?? "code";
    if (mode !== "code") {
      if (mode === "string" && text[at] === "\n") breaksString = true;
      at = skipInString(text, at, mode, modes);
      continue;
    }
    const skipped = take(comment);
    if (skipped !== "") {
      at += skipped.length;
      endsInComment = skipped.startsWith("#") && at === text.length;
      continue;
    }
    const literal = take(opaque);
    const name = take(word);
    if (literal.length > name.length) {
      at += literal.length;
      afterDot = false;
    } else if (name !== "") {
      at += name.length;
      const blanks = take(blank).length;
      const defines = text[at + blanks] === "=" && text[at + blanks + 1] !== "=";
      if (!afterDot && !defines && !isKeyword(name)) names.add(name);
      afterDot = false;
    } else {
      const character = text[at] ?? "";
      const isIndented = text.startsWith("''", at);
      if (character === '"') modes.push("string");
      else if (isIndented) modes.push("indented");
      else if (character === "{") modes.push("code");
      else if (character === "}" && modes.length > 1) modes.pop();
      afterDot = character === "." || (afterDot && /\s/.test(character));
      at += isIndented ? 2 : 1;
    }
  }
  return { names, endsInComment, breaksString };
}

/**
 * Advances one step inside a string: to its end, past an escape, or into an interpolation.
 * @param modes the mode to return to after each open brace or string; the step pushes or pops it
 * @returns the position after it
 */
export function skipInString(text: string, at: number, mode: Mode, modes: Mode[]): number {
  if (text.startsWith("${", at)) {
    modes.push("code");
    return at + 2;
  }
  if (text.startsWith("$$", at)) return at + 2;
  if (mode === "string") {
    if (text[at] === "\\") return at + 2;
    if (text[at] === '"') modes.pop();
    return at + 1;
  }
  if (!text.startsWith("''", at)) return at + 1;
  if (text[at + 2] === "'" || text[at + 2] === "$") return at + 3;
  if (text[at + 2] === "\\") return at + 4;
  modes.pop();
  return at + 2;
}
