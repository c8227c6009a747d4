import type { Expression } from "../ast/ast";
import { printExpression } from "../print";
import { toExpression } from "./convert";
import { markedText } from "./scalar";
import { expressionMark, type Content, type NixExpression, type Refusal, type Unconverted } from "./value";

/** How `util.inspect` and `console.log` ask an object for its text; a registered symbol, so no import is needed. */
const inspect = Symbol.for("nodejs.util.inspect.custom");

/**
 * The result of converting an expression to a JavaScript string. For readers, it is the expression's source. In a
 * template, it is the source between two marks, which let the conversion detect that `nix.str` was meant.
 */
export const conversions = (content: () => Content): Readonly<Record<symbol, () => string>> => ({
  [inspect]: () => sourceOf(content()),
  [Symbol.toPrimitive]: () => markedText(sourceOf(content())),
});

function sourceOf(content: Content): string {
  const converted = toExpression({ [expressionMark]: content });
  return converted._tag === "Right" ? printExpression(converted.right) : "<Nix expression with invalid values>";
}

/** The type of an expression about which nothing more is known. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- fits wherever an expression does
type Anything = any;

/** Wraps a Nix expression as a value. */
export function expressionValue<Value = Anything>(content: Content): NixExpression<Value> {
  const value = { [expressionMark]: content };
  Object.defineProperties(value, hidden(conversions(() => content)));
  return Object.freeze(value);
}

/** Defines non-enumerable properties. */
export function hidden(properties: Readonly<Record<symbol, unknown>>): PropertyDescriptorMap {
  const result: Record<symbol, PropertyDescriptor> = {};
  for (const key of Object.getOwnPropertySymbols(properties)) result[key] = { value: properties[key] };
  return result;
}

/** An expression of values that are converted on use. `keys` are added to the path of an error for each value. */
export function combined<Value = Anything>(
  parts: readonly unknown[],
  build: (parts: readonly Expression[]) => Expression | Refusal,
  keys?: Unconverted["keys"],
): NixExpression<Value> {
  return expressionValue(keys === undefined ? { parts, build } : { parts, build, keys });
}
