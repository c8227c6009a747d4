import { printExpression, type Expression } from "../../nix";

/** A value as a message shows it: on one line, and not a long one. */
export function shownValue(value: Expression): string {
  const text = printExpression(value).replace(/\s+/g, " ");
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** A text without anything that only Nix can know. */
export function textOf(value: Expression): string | undefined {
  if (value.kind !== "string" && value.kind !== "indentedString") return undefined;
  return value.parts.every((part) => typeof part === "string") ? value.parts.join("") : undefined;
}

/** Whether a value is `true` or `false` as it stands. */
export function isBoolean(value: Expression, expected: boolean): boolean {
  return value.kind === "boolean" && value.value === expected;
}

/** The elements of a list; undefined for a value that only Nix can know. */
export function itemsOf(value: Expression): readonly Expression[] | undefined {
  return value.kind === "list" ? value.items : undefined;
}

/** The texts in a list. */
export function textsIn(value: Expression): readonly string[] {
  return (itemsOf(value) ?? []).flatMap((item) => textOf(item) ?? []);
}

/** The words of a setting of nix.conf, which is a list or a text with spaces; undefined for one that only Nix can know. */
export function wordsOf(value: Expression): readonly string[] | undefined {
  const items = itemsOf(value);
  if (items === undefined)
    return textOf(value)
      ?.split(/\s+/)
      .filter((word) => word !== "");
  const texts = items.map(textOf);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** Attribute names behind a variable: `["lixPackageSets", "git", "lix"]` for `pkgs.lixPackageSets.git.lix`. */
export function namesBehind(variable: string, value: Expression): readonly string[] | undefined {
  if (value.kind !== "select" || value.base.kind !== "identifier" || value.base.name !== variable) return undefined;
  const names = value.path.filter((name) => typeof name === "string");
  return names.length === value.path.length ? names : undefined;
}

/** Names and values of a set, as far as they are plain; undefined for a value that is no set. */
export function attributesOf(value: Expression): ReadonlyMap<string, Expression> | undefined {
  if (value.kind !== "attributeSet" || value.recursive) return undefined;
  const attributes = new Map<string, Expression>();
  for (const binding of value.bindings) {
    const [name] = binding.kind === "binding" ? binding.path : [];
    if (binding.kind === "binding" && typeof name === "string") attributes.set(name, binding.value);
  }
  return attributes;
}
