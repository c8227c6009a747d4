import * as ts from "typescript";

/** A docstring as Markdown. */
export interface Documentation {
  readonly text: string;
  readonly examples: readonly string[];
  /** `@param` by name. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly returns: string;
  readonly throws: readonly string[];
  /** From the release tag. API Extractor requires one for each export. */
  readonly stability: Stability | undefined;
}

/** How likely an export is to change: docs/releasing.md says which exports are which. */
export type Stability = "stable" | "experimental";

/** Reads the docstring of a symbol. */
export function documentationOf(symbol: ts.Symbol, checker: ts.TypeChecker): Documentation {
  const tags = symbol.getJsDocTags(checker).map(({ name, text }) => ({ name, text: ts.displayPartsToString(text) }));
  const all = (name: string): readonly string[] =>
    tags.filter((tag) => tag.name === name).map(({ text }) => links(text).trim());
  return {
    text: links(ts.displayPartsToString(symbol.getDocumentationComment(checker))).trim(),
    examples: all("example"),
    parameters: new Map(
      all("param").map((text) => {
        const [, name = "", meaning = ""] = /^(\w+)\s*([\s\S]*)$/.exec(text) ?? [];
        return [name, meaning] as const;
      }),
    ),
    returns: all("returns").join(" "),
    throws: all("throws"),
    stability: tags.some(({ name }) => name === "public")
      ? "stable"
      : tags.some(({ name }) => name === "beta")
        ? "experimental"
        : undefined,
  };
}

/** Splits a docstring into its default, `Default: …` up to the end of the sentence, and the remaining text. */
export function splitDefault(text: string): { readonly text: string; readonly default: string } {
  const found = /(?:^|\s)Default: ((?:`[^`]*`|[^`])*?)(?:\.(?=\s|$)|$)/.exec(text);
  if (found === null) return { text, default: "" };
  const rest = text.slice(0, found.index) + text.slice(found.index + found[0].length);
  return { text: rest.trim(), default: (found[1] ?? "").replace(/\s+/g, " ") };
}

/** NixOS options that a docstring names in parentheses. */
export interface NamedOptions {
  /** The options that are set, such as (`boot.kernelParams`). */
  readonly options: readonly string[];
  /** Options that users know and that are not set: (`a.b`, instead of `a.c`). */
  readonly insteadOf: readonly string[];
}

/** Returns the NixOS options that a docstring names in parentheses. */
export function optionsIn(text: string): NamedOptions {
  const inParentheses = [...text.matchAll(/\(([^()]*)\)/g)].map(([, inner = ""]) => inner.split(/\binstead\s+of\b/));
  const named = (parts: readonly string[]): readonly string[] =>
    [...parts.join(" ").matchAll(/`([^`]+)`/g)]
      .map(([, span = ""]) => span)
      .filter((span) => /^[a-z][\w-]*(\.[\w<>-]+)+$/.test(span));
  return {
    options: named(inParentheses.map(([set = ""]) => set)),
    insteadOf: named(inParentheses.flatMap(([, ...others]) => others)),
  };
}

function links(text: string): string {
  return text.replace(/\{@link\s+([^}\s]+)\s*\}/g, "`$1`");
}
