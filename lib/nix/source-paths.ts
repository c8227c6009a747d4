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

/** A path literal in Nix source that depends on the machine: `<nixpkgs>`, `~/x`, and `/x` where Nix reads the file. */
export type ImpurePath = Pick<SourcePath, "text" | "line">;

/** Finds the relative path literals in Nix source, outside of comments and strings. Also works on invalid source. */
export function sourcePaths(text: string): readonly SourcePath[] {
  return withGuarded(scan(text).relative);
}

/**
 * Finds the path literals that a flake cannot evaluate, except in the default values of arguments, which the flake usually
 * passes: `{ pkgs ? import <nixpkgs> { } }:`.
 */
export function impurePaths(text: string): readonly ImpurePath[] {
  return /[<~]/.test(text) ? scan(text).impure : [];
}

/**
 * Finds the absolute path literals of files that Nix reads when it evaluates the source: imported modules, arguments of
 * functions such as `readFile`, interpolated paths, and sources of files in the system. Other options may have such a path,
 * which only the running system reads.
 */
export function absolutePathsRead(text: string): readonly ImpurePath[] {
  return /(?:^|[\s([{])\/[a-zA-Z0-9]/.test(text) ? scan(text).read : [];
}

/** Functions that read the file of their argument. */
const readers =
  /^(?:import|scopedImport|readFile|readDir|fileContents|importJSON|importTOML|callPackages?|cleanSource|copyPathToStore)$/;

interface Scanned {
  readonly relative: readonly SourcePath[];
  readonly impure: readonly ImpurePath[];
  readonly read: readonly ImpurePath[];
}

function scan(text: string): Scanned {
  const relative: SourcePath[] = [];
  const impure: ImpurePath[] = [];
  const read: ImpurePath[] = [];
  const imports = new ImportLists();
  const modes: Mode[] = ["code"];
  let line = 1;
  let previous = "";
  let before = "";
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? "";
  };
  const note = (token: string): void => {
    before = previous;
    previous = token;
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
      const isDefault = previous === "?" || (previous === "import" && before === "?");
      if (isRelative) relative.push({ text: literal, isPartial, mayBeMissing: previous === "pathExists", line });
      else if (/^[~<]/.test(literal) && !isDefault) impure.push({ text: literal, line });
      else if (literal.startsWith("/") && !isDefault && text[at - 1] !== "}" && !isInStore.test(literal)) {
        const isInterpolated = modes.length > 1 && /\$\{\s*$/.test(text.slice(Math.max(0, at - 9), at));
        const isSource = previous === "=" && before === "source";
        if (readers.test(previous) || imports.areOpen || isInterpolated || isSource) read.push({ text: literal, line });
      }
      advance(literal.length);
      note(literal);
    } else if (address.length > name.length) {
      advance(address.length);
      note(address);
    } else if (name !== "") {
      advance(name.length);
      note(name);
    } else {
      const character = text[at] ?? "";
      imports.note(character, previous, before);
      const isIndented = text.startsWith("''", at);
      if (character === '"') modes.push("string");
      else if (isIndented) modes.push("indented");
      else if (character === "{") modes.push("code");
      else if (character === "}" && modes.length > 1) modes.pop();
      if (!/[\s(]/.test(character)) note(character);
      advance(isIndented ? 2 : 1);
    }
  }
  return { relative, impure, read };
}

const isInStore = /^\/nix\/store(?:\/|$)/;

/** Whether the source at a position is a list of imported modules, or a part of an expression for one. */
class ImportLists {
  /** The open brackets, braces, and parentheses. */
  private readonly open: string[] = [];
  /** How many of them surround each open value of `imports`. */
  private readonly values: number[] = [];

  get areOpen(): boolean {
    const start = this.values.at(-1);
    return start !== undefined && !this.open.slice(start).includes("{");
  }

  note(character: string, previous: string, before: string): void {
    if (character === ";" && this.values.at(-1) === this.open.length) this.values.pop();
    if (previous === "=" && before === "imports" && this.values.at(-1) !== this.open.length) {
      this.values.push(this.open.length);
    }
    if ("([{".includes(character)) this.open.push(character);
    else if (")]}".includes(character)) {
      this.open.pop();
      while ((this.values.at(-1) ?? -1) > this.open.length) this.values.pop();
    }
  }
}

/** A path that the source checks with `pathExists` may be missing wherever the source uses it. */
function withGuarded(paths: readonly SourcePath[]): readonly SourcePath[] {
  const guarded = new Set(paths.filter(({ mayBeMissing }) => mayBeMissing).map(({ text }) => text));
  return paths.map((each) => (guarded.has(each.text) ? { ...each, mayBeMissing: true } : each));
}
