import { printExpression, type Expression, type StringPart } from "../nix";

const mark = Symbol.for("cdknix.NixText");

/**
 * A part of a value that only Nix can evaluate, such as `pkgs.git`, as Nix source on one line.
 * @beta
 */
export class NixText {
  /** Whether a value is a NixText, including one from another copy of the package. */
  static isNixText(value: unknown): value is NixText {
    return typeof value === "object" && value !== null && mark in value;
  }

  /** @param nix the expression, on one line */
  constructor(readonly nix: string) {
    Object.defineProperty(this, mark, { value: true });
  }

  toString(): string {
    return this.nix;
  }
}

/**
 * The value of an option in a program. An integer that a number cannot represent exactly is a bigint.
 * @beta
 */
export type OptionData =
  null | boolean | number | bigint | string | NixText | readonly OptionData[] | { readonly [name: string]: OptionData };

/** Converts an expression to data, as far as possible. */
export function dataOf(expression: Expression): OptionData {
  switch (expression.kind) {
    case "null":
      return null;
    case "boolean":
    case "float":
      return expression.value;
    case "integer":
      return Number.isSafeInteger(Number(expression.value)) ? Number(expression.value) : expression.value;
    case "string":
    case "indentedString":
      return plainText(expression.parts) ?? textOf(expression);
    case "list":
      return expression.items.map(dataOf);
    case "attributeSet":
      return expression.recursive ? textOf(expression) : (setOf(expression.bindings) ?? textOf(expression));
    default:
      return textOf(expression);
  }
}

/** Whether data is a set, not a list, string, or NixText. */
export function isSet(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !NixText.isNixText(value);
}

function textOf(expression: Expression): NixText {
  return new NixText(printExpression(expression).replaceAll(/\s*\n\s*/g, " "));
}

function plainText(parts: readonly StringPart[]): string | undefined {
  return parts.every((part) => typeof part === "string") ? parts.join("") : undefined;
}

type Bindings = Extract<Expression, { readonly kind: "attributeSet" }>["bindings"];

/** Converts bindings; undefined for a set with names that only Nix can evaluate. */
function setOf(bindings: Bindings): OptionData | undefined {
  const set: Record<string, OptionData> = {};
  for (const binding of bindings) {
    const names = binding.kind === "binding" ? binding.path.filter((name) => typeof name === "string") : [];
    const last = names.at(-1);
    if (binding.kind !== "binding" || last === undefined || names.length < binding.path.length) return undefined;
    let inside = set;
    for (const name of names.slice(0, -1)) {
      const next = inside[name];
      inside = inside[name] = isSet(next) ? next : {};
    }
    inside[last] = dataOf(binding.value);
  }
  return set;
}
