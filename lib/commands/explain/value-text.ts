import { isIdentifier, quotedString } from "../../nix";
import { isList, specialKind, type NixData } from "../../platform/nix/explain/known";

/** Formats a value as Nix source on one line. Values without source are described between « and ». */
export function valueText(value: NixData): string {
  if (value === null || typeof value === "boolean" || typeof value === "number") return String(value);
  if (typeof value === "string") return quotedString(value);
  if (isList(value)) return listText(value, 0);
  const kind = specialKind(value);
  return kind === undefined ? setText(value, 0) : specialText(kind, value);
}

/** Formats a value as an operand: a list element or an argument. */
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
      return kindTexts[kind] ?? `«${kind}»`;
  }
}

const kindTexts: Readonly<Record<string, string>> = {
  "package-set": "«package set»",
  inactive: "«not active»",
  unevaluated: "«not evaluated»",
};

function plainText(value: NixData | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "?";
}

/** The NixOS functions that set priorities, from lib/modules.nix in nixpkgs. */
const priorities: Readonly<Record<number, string>> = {
  10: "mkVMOverride",
  50: "mkForce",
  60: "mkImageMediaOverride",
  1000: "mkDefault",
  1500: "mkOptionDefault",
};

const orders: Readonly<Record<number, string>> = { 500: "mkBefore", 1500: "mkAfter" };

/** The function that sets a priority; undefined if there is none. */
export function priorityName(priority: number): string | undefined {
  return priorities[priority];
}

/** The function that sets an order. */
export function orderName(order: number): string {
  return orders[order] ?? `mkOrder ${String(order)}`;
}
