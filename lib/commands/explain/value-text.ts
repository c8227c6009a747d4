import { isIdentifier, quotedString } from "../../nix";
import { specialKind, type NixData } from "../../platform/nix/explain/known";

/** A value as Nix source on one line; between « and » what has no source. */
export function valueText(value: NixData): string {
  if (value === null || typeof value === "boolean" || typeof value === "number") return String(value);
  if (typeof value === "string") return quotedString(value);
  if (isList(value)) return listText(value, 0);
  const kind = specialKind(value);
  return kind === undefined ? setText(value, 0) : specialText(kind, value);
}

/** A value where one word is expected: an element of a list, an argument. */
function operandText(value: NixData): string {
  const text = valueText(value);
  return /^(?:lib\.|-\d)/.test(text) ? `(${text})` : text;
}

function listText(items: readonly NixData[], left: number): string {
  return ["[", ...items.map(operandText), ...more(left), "]"].join(" ");
}

function setText(set: Readonly<Record<string, NixData>>, left: number): string {
  const bindings = Object.entries(set).map(
    ([name, value]) => `${isIdentifier(name) ? name : quotedString(name)} = ${valueText(value)};`,
  );
  return ["{", ...bindings, ...more(left), "}"].join(" ");
}

function more(left: number): readonly string[] {
  return left === 0 ? [] : [`… ${String(left)} more`];
}

function specialText(kind: string, special: Readonly<Record<string, NixData>>): string {
  const text = (key: string): string => plainText(special[key]);
  const inner = special.value ?? null;
  switch (kind) {
    case "package":
      return `«package ${text("name")}»`;
    case "path":
      return text("path");
    case "integer":
      return text("digits");
    case "list":
      return listText(isList(special.items) ? special.items : [], Number(special.left));
    case "set":
      return setText(inner as Readonly<Record<string, NixData>>, Number(special.left));
    case "override":
      return `lib.${priorityName(Number(special.priority)) ?? `mkOverride ${text("priority")}`} ${operandText(inner)}`;
    case "order":
      return `lib.${orderName(Number(special.priority))} ${operandText(inner)}`;
    case "merge":
      return `lib.mkMerge ${valueText(special.items ?? [])}`;
    case "cut":
      return "…";
    case "type":
      return `«type ${text("description")}»`;
    case "other":
      return `«${text("type")}»`;
    default:
      return wordsOf[kind] ?? `«${kind}»`;
  }
}

const wordsOf: Readonly<Record<string, string>> = {
  "package-set": "«package set»",
  inactive: "«not active»",
  unevaluated: "«not evaluated»",
};

function plainText(value: NixData | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "?";
}

function isList(value: NixData | undefined): value is readonly NixData[] {
  return Array.isArray(value);
}

/** NixOS's functions for priorities, as in nixpkgs' lib/modules.nix. */
const priorities: Readonly<Record<number, string>> = {
  10: "mkVMOverride",
  50: "mkForce",
  60: "mkImageMediaOverride",
  1000: "mkDefault",
  1500: "mkOptionDefault",
};

const orders: Readonly<Record<number, string>> = { 500: "mkBefore", 1500: "mkAfter" };

/** The function that gives a priority; undefined where only its number says it. */
export function priorityName(priority: number): string | undefined {
  return priorities[priority];
}

/** The function that gives an order. */
export function orderName(order: number): string {
  return orders[order] ?? `mkOrder ${String(order)}`;
}
