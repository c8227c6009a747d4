/** The declaration of an option. */
export interface OptionDeclaration {
  /** Names from the root; `<name>` represents any attribute name, `*` for any list element. */
  readonly path: readonly string[];
  /** The description of its type, in NixOS's wording. */
  readonly type: string;
  /** Whether it is read-only: only NixOS itself sets it. */
  readonly isReadOnly: boolean;
  /** Whether the manual omits it, as it does for renamed options. */
  readonly isHidden: boolean;
  /** Markdown. */
  readonly description?: string;
  /** Its default as Nix source. */
  readonly default?: string;
  /** The option that this one is an alias of. */
  readonly aliasOf?: string;
  /** NixOS's message to users who still set it; defined for removed options. */
  readonly removal?: string;
}

const plainName = /^(?:[A-Za-z_][A-Za-z0-9_'-]*|<[^<>]*>|\*)$/;

/** Formats an option's name like NixOS: names separated by dots, quoted where necessary. */
export function optionName(path: readonly string[]): string {
  return path.map((name) => (plainName.test(name) ? name : JSON.stringify(name))).join(".");
}

/** Splits an option's name into its parts. Accepts any string. */
export function splitOptionName(name: string): readonly string[] {
  const parts = name.match(/"(?:[^"\\]|\\.)*"|<[^<>]*>|[^."]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replace(/\\(.)/g, "$1") : part));
}

/**
 * Merges the declarations of several configurations. If two declare an option with different types, either type is
 * accepted.
 */
export function mergeDeclarations(
  configurations: readonly (readonly OptionDeclaration[])[],
): readonly OptionDeclaration[] {
  const merged = new Map<string, OptionDeclaration>();
  for (const declaration of configurations.flat()) {
    const name = optionName(declaration.path);
    const known = merged.get(name);
    if (known === undefined) merged.set(name, declaration);
    else if (known.type !== declaration.type && !known.type.includes(`(${declaration.type})`)) {
      merged.set(name, { ...known, type: `(${known.type}) or (${declaration.type})` });
    }
  }
  return [...merged.values()];
}

/**
 * The target of an alias, from its description. Source: doRename in lib/modules.nix of nixpkgs, which writes the
 * description of every renamed option.
 */
export function aliasTarget(description: string | undefined): string | undefined {
  return /^Alias of (?:\{option\}`|<option>)([^`<]+)/.exec(description ?? "")?.[1];
}
