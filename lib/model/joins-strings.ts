import names from "./concatenated-options.json";

/** Options by their names, split at the dots. */
type Patterns = readonly (readonly string[])[];

let byFirstName: ReadonlyMap<string, Patterns> | undefined;

/** Created on first use, which in the CLI never happens. */
function patternsFrom(first: string): Patterns {
  byFirstName ??= groupPatterns();
  return byFirstName.get(first) ?? [];
}

function groupPatterns(): ReadonlyMap<string, Patterns> {
  const groups = new Map<string, (readonly string[])[]>();
  for (const pattern of names.map((name) => name.split("."))) {
    const group = groups.get(pattern[0] ?? "") ?? [];
    group.push(pattern);
    groups.set(pattern[0] ?? "", group);
  }
  return groups;
}

const matches = (pattern: readonly string[], path: readonly string[]): boolean =>
  pattern.length === path.length &&
  pattern.every((part, index) => part === path[index] || part === "*" || part.startsWith("<"));

/**
 * Whether NixOS concatenates several string definitions of this option, so that several modules may define different
 * strings. In the list of these options, `<name>` and `*` represent any attribute. Source: the option list of NixOS 24.05,
 * types "strings concatenated with …".
 */
export function joinsStrings(path: readonly string[]): boolean {
  return patternsFrom(path[0] ?? "").some((pattern) => matches(pattern, path));
}
