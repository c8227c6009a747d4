/** What is known of one option. */
export interface OptionDeclaration {
  /** Names from the root; `<name>` stands for any name of an attribute set, `*` for any place in a list. */
  readonly path: readonly string[];
  /** The description of its type, as NixOS words it. */
  readonly type: string;
  /** Whether NixOS sets it by itself, and no module may. */
  readonly isReadOnly: boolean;
  /** Whether it is left out of the manual, as options that were renamed are. */
  readonly isHidden: boolean;
  /** Markdown. */
  readonly description?: string;
  /** Its default as Nix text. */
  readonly default?: string;
  /** Option that this one is another name of. */
  readonly aliasOf?: string;
  /** What NixOS says to who still sets it; defined for options that are no more. */
  readonly removal?: string;
}

const plainName = /^(?:[A-Za-z_][A-Za-z0-9_'-]*|<[^<>]*>|\*)$/;

/** An option's name as NixOS writes it: names with dots between, in quotes where they need it. */
export function optionName(path: readonly string[]): string {
  return path.map((name) => (plainName.test(name) ? name : JSON.stringify(name))).join(".");
}

/** The names that an option's name is made of. Whatever the text, there is an answer. */
export function splitOptionName(name: string): readonly string[] {
  const parts = name.match(/"(?:[^"\\]|\\.)*"|<[^<>]*>|[^."]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replace(/\\(.)/g, "$1") : part));
}

/** The declarations of several configurations together; where two declare an option differently, either type will do. */
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
 * The option that a description says it is another name of. Source: doRename in lib/modules.nix of nixpkgs, which writes
 * the description of every option that was renamed.
 */
export function aliasTarget(description: string | undefined): string | undefined {
  return /^Alias of (?:\{option\}`|<option>)([^`<]+)/.exec(description ?? "")?.[1];
}
