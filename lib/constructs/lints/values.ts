import { printExpression, type Expression } from "../../nix";

/** A value as shown in a message: on one line, and shortened if long. */
export function shownValue(value: Expression): string {
  const text = printExpression(value).replace(/\s+/g, " ");
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** The text of a string; undefined if only Nix can evaluate it. */
export function textOf(value: Expression): string | undefined {
  if (value.kind !== "string" && value.kind !== "indentedString") return undefined;
  return value.parts.every((part) => typeof part === "string") ? value.parts.join("") : undefined;
}

/** The text of a string outside its interpolations; empty for any other value. */
export function literalText(value: Expression): string {
  if (value.kind !== "string" && value.kind !== "indentedString") return "";
  return value.parts.filter((part) => typeof part === "string").join("");
}

/** Whether a value is the literal `true` or `false`. */
export function isBoolean(value: Expression, expected: boolean): boolean {
  return value.kind === "boolean" && value.value === expected;
}

/** The elements of a list; undefined for a value that only Nix can evaluate. */
export function itemsOf(value: Expression): readonly Expression[] | undefined {
  return value.kind === "list" ? value.items : undefined;
}

/** The strings in a list. */
export function textsIn(value: Expression): readonly string[] {
  return (itemsOf(value) ?? []).flatMap((item) => textOf(item) ?? []);
}

/** The items of a nix.conf setting, which is a list or a string with spaces; undefined if only Nix can evaluate it. */
export function settingItems(value: Expression): readonly string[] | undefined {
  const items = itemsOf(value);
  if (items === undefined)
    return textOf(value)
      ?.split(/\s+/)
      .filter((word) => word !== "");
  const texts = items.map(textOf);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** Attribute names after a variable: `["lixPackageSets", "git", "lix"]` for `pkgs.lixPackageSets.git.lix`. */
export function namesBehind(variable: string, value: Expression): readonly string[] | undefined {
  if (value.kind !== "select" || value.base.kind !== "identifier" || value.base.name !== variable) return undefined;
  const names = value.path.filter((name) => typeof name === "string");
  return names.length === value.path.length ? names : undefined;
}

/** Names and values of a set, except dynamic names; undefined for a value that is not a set. */
export function attributesOf(value: Expression): ReadonlyMap<string, Expression> | undefined {
  if (value.kind !== "attributeSet" || value.recursive) return undefined;
  const attributes = new Map<string, Expression>();
  for (const binding of value.bindings) {
    const [name] = binding.kind === "binding" ? binding.path : [];
    if (binding.kind === "binding" && typeof name === "string") attributes.set(name, binding.value);
  }
  return attributes;
}
