import { skipInString, type Mode } from "./values/raw-source";

/** A relative path literal in Nix source. */
export interface SourcePath {
  /** As written; up to its first interpolation, if it has one. */
  readonly text: string;
  /** Whether an interpolation follows, so that only Nix knows the rest. */
  readonly isPartial: boolean;
  /** Whether it is the argument of `pathExists`, so that the file may be missing. */
  readonly mayBeMissing: boolean;
  /** Line, counted from 1. */
  readonly line: number;
}

const word = /[a-zA-Z_][\w'-]*/y;
const comment = /#[^\n\r]*|\/\*[^]*?\*\//y;
const uri = /[a-zA-Z][a-zA-Z0-9+.-]*:[a-zA-Z0-9%/?:@&=+$,_.!~*'-]+/y;
/** Nix's own rules: a path has a slash, and may end in one only before an interpolation. */
const path = /(?:~|[a-zA-Z0-9._+-]*)(?:\/[a-zA-Z0-9._+-]+)+\/?|[a-zA-Z0-9._+-]+\/(?=\$\{)|<[a-zA-Z0-9._+/-]+>/y;

/** Finds the relative path literals in Nix source, outside of comments and strings. Also works on invalid source. */
export function sourcePaths(text: string): readonly SourcePath[] {
  const found: SourcePath[] = [];
  const modes: Mode[] = ["code"];
  let line = 1;
  let previous = "";
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? "";
  };
  const advance = (length: number): void => {
    for (let index = at; index < at + length; index++) if (text[index] === "\n") line++;
    at += length;
  };
  while (at < text.length) {
    const mode = modes.at(-1) ?? "code";
    if (mode !== "code") {
      advance(skipInString(text, at, mode, modes) - at);
      continue;
    }
    const skipped = take(comment);
    if (skipped !== "") {
      advance(skipped.length);
      continue;
    }
    const literal = take(path);
    const name = take(word);
    const address = take(uri);
    if (literal.length > name.length && literal.length > address.length) {
      // Text directly after an interpolation is the rest of a path, not another one.
      const isRelative = !/^[/~<]/.test(literal) && text[at - 1] !== "}";
      const isPartial = text.startsWith("${", at + literal.length);
      if (isRelative) found.push({ text: literal, isPartial, mayBeMissing: previous === "pathExists", line });
      advance(literal.length);
      previous = literal;
    } else if (address.length > name.length) {
      advance(address.length);
      previous = address;
    } else if (name !== "") {
      advance(name.length);
      previous = name;
    } else {
      const character = text[at] ?? "";
      const isIndented = text.startsWith("''", at);
      if (character === '"') modes.push("string");
      else if (isIndented) modes.push("indented");
      else if (character === "{") modes.push("code");
      else if (character === "}" && modes.length > 1) modes.pop();
      if (!/[\s(]/.test(character)) previous = character;
      advance(isIndented ? 2 : 1);
    }
  }
  return withGuarded(found);
}

/** A path that the source checks with `pathExists` may be missing wherever the source uses it. */
function withGuarded(paths: readonly SourcePath[]): readonly SourcePath[] {
  const guarded = new Set(paths.filter(({ mayBeMissing }) => mayBeMissing).map(({ text }) => text));
  return paths.map((each) => (guarded.has(each.text) ? { ...each, mayBeMissing: true } : each));
}
