import names from "./concatenated-options.json";

/**
 * Options of NixOS whose string definitions are joined, not compared: several modules may give different text.
 * `<name>` and `*` in a name stand for any attribute. Source: the option list of NixOS 24.05, types
 * "strings concatenated with …".
 */
const patterns: readonly (readonly string[])[] = names.map((name) => name.split("."));

const byFirstName = new Map<string, (readonly string[])[]>();
for (const pattern of patterns) {
  const first = pattern[0] ?? "";
  byFirstName.set(first, [...(byFirstName.get(first) ?? []), pattern]);
}

const matches = (pattern: readonly string[], path: readonly string[]): boolean =>
  pattern.length === path.length &&
  pattern.every((part, index) => part === path[index] || part === "*" || part.startsWith("<"));

/** Whether NixOS joins several string definitions of this option. */
export function joinsStrings(path: readonly string[]): boolean {
  return (byFirstName.get(path[0] ?? "") ?? []).some((pattern) => matches(pattern, path));
}
