import { skipInString, type Mode } from "./values/raw-source";

/** A binding found in Nix source: `a.b = value;`, with the names of the surrounding sets prepended. */
export interface SourceBinding {
  /** Names from the outermost set to the binding; a dynamic name is kept as written, `${name}`. */
  readonly path: readonly string[];
  /** Offset of its first name. */
  readonly start: number;
  /** Offset of its value. */
  readonly valueStart: number;
  /** Offset after its value: of the semicolon, or of the end of the text. */
  readonly end: number;
}

interface Open {
  readonly opener: "{" | "(" | "[" | "let";
  /** Path of the open set, or of the binding whose value contains the bracket. */
  readonly prefix: readonly string[];
  /** The binding whose value is being parsed, in a set. */
  binding: { readonly path: readonly string[]; readonly start: number; readonly valueStart: number } | undefined;
  /** Strings and interpolations that were open when the bracket opened. */
  readonly depth: number;
}

const attributePath =
  /(?:[a-zA-Z_][\w'-]*|"(?:[^"\\]|\\.)*"|\$\{[^}]*\})(?:\s*\.\s*(?:[a-zA-Z_][\w'-]*|"(?:[^"\\]|\\.)*"|\$\{[^}]*\}))*/y;
const assignment = /\s*=(?!=)\s*/y;
const word = /[a-zA-Z_][\w'-]*/y;
const comment = /#[^\n\r]*|\/\*[^]*?\*\//y;
const closers: Readonly<Record<string, Open["opener"]>> = { "}": "{", ")": "(", "]": "[" };

/**
 * Finds the bindings in Nix source, inner ones first. Also works on invalid source: skips what it cannot parse. Ignores
 * the bindings of `let`, and looks through functions around a set (`lib.mkForce { … }`).
 */
export function sourceBindings(text: string): readonly SourceBinding[] {
  const found: SourceBinding[] = [];
  const modes: Mode[] = ["code"];
  const open: Open[] = [];
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? "";
  };
  const push = (opener: Open["opener"]): void => {
    const top = open.at(-1);
    const prefix = top?.binding?.path ?? top?.prefix ?? [];
    open.push({ opener, prefix, binding: undefined, depth: modes.length });
  };
  const finish = (top: Open): void => {
    if (top.binding !== undefined) found.push({ ...top.binding, end: at });
    top.binding = undefined;
  };
  const close = (opener: Open["opener"]): void => {
    if (!open.some((each) => each.opener === opener && each.depth === modes.length)) return;
    for (let top = open.pop(); top !== undefined; top = open.pop()) {
      finish(top);
      if (top.opener === opener) return;
    }
  };
  while (at < text.length) {
    const mode = modes.at(-1) ?? "code";
    if (mode !== "code") {
      at = skipInString(text, at, mode, modes);
      continue;
    }
    const skipped = take(comment);
    if (skipped !== "") {
      at += skipped.length;
      continue;
    }
    const top = open.at(-1);
    const names = top?.opener === "{" && top.binding === undefined ? take(attributePath) : "";
    if (top !== undefined && names !== "") {
      const start = at;
      at += names.length;
      const equals = take(assignment);
      if (equals === "") continue;
      at += equals.length;
      top.binding = { path: [...top.prefix, ...namesOf(names)], start, valueStart: at };
      continue;
    }
    const name = take(word);
    if (name === "let") push("let");
    if (name === "in") close("let");
    if (name !== "") {
      at += name.length;
      continue;
    }
    const character = text[at] ?? "";
    const isIndented = text.startsWith("''", at);
    if (character === '"') modes.push("string");
    else if (isIndented) modes.push("indented");
    else if (character === "{" || character === "(" || character === "[") push(character);
    else if (character === ";" && top?.opener === "{") finish(top);
    else if (character === "}" && modes.length > 1 && !open.some(({ depth }) => depth === modes.length)) modes.pop();
    else if (closers[character] !== undefined) close(closers[character]);
    at += isIndented ? 2 : 1;
  }
  for (let top = open.pop(); top !== undefined; top = open.pop()) finish(top);
  return found;
}

function namesOf(attributePathText: string): readonly string[] {
  const parts = attributePathText.match(/[a-zA-Z_][\w'-]*|"(?:[^"\\]|\\.)*"|\$\{[^}]*\}/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replace(/\\(.)/g, "$1") : part));
}

/** Finds the innermost binding at a position in the source; lines and columns are counted from 1. */
export function bindingAt(text: string, line: number, column: number): SourceBinding | undefined {
  const before = text.split("\n").slice(0, line - 1);
  const offset = before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  // Inner bindings end before outer ones, so the first that contains the position is the innermost.
  return sourceBindings(text).find(({ start, end }) => start <= offset && offset <= end);
}
