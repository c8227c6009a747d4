import type { Expression } from "../../nix";
import type { EnumValue, OptionType, StringType } from "../types/option-type";
import { matchesWhole } from "../types/string-pattern";

/** The kind of a literal value. */
export type ValueShape =
  | "null" | "boolean" | "integer" | "float" | "string" | "path" | "list" | "set" | "function"; // prettier-ignore

/**
 * The kind of value of an expression; undefined if only Nix can evaluate it: references, calls, conditions, raw source.
 */
export function shapeOf(value: Expression): ValueShape | undefined {
  switch (value.kind) {
    case "null":
    case "boolean":
    case "integer":
    case "float":
    case "path":
    case "list":
      return value.kind;
    case "string":
    case "indentedString":
      return "string";
    case "attributeSet":
      return "set";
    case "lambda":
      return "function";
    default:
      return undefined;
  }
}

/** Whether a literal value may match a type, without looking inside lists and sets. */
export function fits(type: OptionType, value: Expression, shape: ValueShape): boolean {
  switch (type.kind) {
    case "anything":
      return true;
    case "null":
    case "boolean":
    case "function":
      return shape === type.kind;
    case "number":
      return isNumber(type.accepts, shape) && isWithin(value, type.minimum, type.maximum);
    case "string":
      return shape === "string" && stringFits(type, literalText(value));
    case "path":
      // A set with an `outPath` is a path too.
      return shape === "path" || shape === "set" || (shape === "string" && beginsWith(value, "/"));
    case "package":
      return shape === "set" || isStorePath(value, shape);
    case "enum":
      return enumFits(type.values, value, shape);
    case "list":
      return shape === "list" && !(type.isFilled === true && value.kind === "list" && value.items.length === 0);
    case "attributes":
      return shape === "set";
    case "submodule":
      return shape === "set" || shape === "function" || shape === "path";
    case "union":
      return type.members.some((member) => fits(member, value, shape));
  }
}

/** Whether a string may match its type; undefined is one that only Nix can evaluate. */
function stringFits({ isFilled, pattern }: StringType, text: string | undefined): boolean {
  if (text === undefined) return true;
  return !(isFilled === true && text.trim() === "") && (pattern === undefined || matchesWhole(pattern, text));
}

function isNumber(accepts: "integer" | "float" | "both", shape: ValueShape): boolean {
  return (shape === "integer" && accepts !== "float") || (shape === "float" && accepts !== "integer");
}

function isWithin(value: Expression, minimum = -Infinity, maximum = Infinity): boolean {
  if (value.kind !== "integer" && value.kind !== "float") return true;
  return value.value >= minimum && value.value <= maximum;
}

function enumFits(values: readonly EnumValue[], value: Expression, shape: ValueShape): boolean {
  if (shape === "null") return values.includes(null);
  if (value.kind === "boolean") return values.includes(value.value);
  if (value.kind === "integer" || value.kind === "float") return values.includes(Number(value.value));
  if (shape !== "string") return false;
  const text = literalText(value);
  return text === undefined ? values.some((known) => typeof known === "string") : values.includes(text);
}

/** The text of a string; undefined if it has interpolations. */
function literalText(value: Expression): string | undefined {
  if (value.kind !== "string" && value.kind !== "indentedString") return undefined;
  const parts = value.parts.filter((part) => typeof part === "string");
  return parts.length === value.parts.length ? parts.join("") : undefined;
}

/** Whether it is a path in the Nix store itself, which NixOS accepts as a package; files of a flake are deeper. */
function isStorePath(value: Expression, shape: ValueShape): boolean {
  if (value.kind === "path") return value.text.startsWith("/nix/store/");
  return shape === "string" && beginsWith(value, "/nix/store/");
}

/** Whether a string begins with a prefix, or with an interpolation, which may contain anything. */
function beginsWith(value: Expression, prefix: string): boolean {
  if (value.kind !== "string" && value.kind !== "indentedString") return false;
  const [first = ""] = value.parts;
  return typeof first !== "string" || first.startsWith(prefix);
}
