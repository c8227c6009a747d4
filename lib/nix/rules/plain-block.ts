import type { BindingItem, Expression } from "../ast/ast";
import { staticPathText } from "./attribute-name";
import { isShortPath, plainValue } from "./binding";
import { argument } from "./syntax";

/** Deeper sets go through the layout, which needs no call stack for them. */
const deepest = 20;

const step = "  ";

/**
 * The source of a multi-line set whose values are strings, numbers, booleans, lists of these, and such sets: the
 * content of most modules. These lines do not depend on the available width, so laying them out would only take time.
 * Returns `undefined` for every other expression.
 */
export function plainBlock(expression: Expression, width: number): string | undefined {
  if (expression.kind !== "attributeSet" || expression.recursive) return undefined;
  const [first, second] = expression.bindings;
  // A single binding may fit on one line with its braces, unless its value never does.
  if (first === undefined || (second === undefined && !(first.kind === "binding" && isBlock(first.value)))) {
    return undefined;
  }
  const pieces = ["{\n"];
  if (!addBindings(expression.bindings, step, width, pieces)) return undefined;
  pieces.push("}");
  return pieces.join("");
}

function isBlock(value: Expression): boolean {
  if (value.kind === "list") return value.items.length > 1;
  return value.kind === "attributeSet" && value.bindings.length > 0;
}

/** Adds the pieces of a set's lines; returns false if one of them requires the layout. */
function addBindings(items: readonly BindingItem[], indent: string, width: number, pieces: string[]): boolean {
  if (indent.length > deepest * step.length) return false;
  for (const item of items) {
    if (item.kind === "inherit" || item.comment !== undefined) return false;
    const name = staticPathText(item.path);
    if (name === undefined) return false;
    const { value } = item;
    const isShort = isShortPath(item.path, name);
    const plain = plainValue(value);
    if (plain !== undefined) {
      const isTooLong = name.length + plain.length + " = ;".length > width;
      if (isTooLong && !(isShort && value.kind === "string")) return false;
      pieces.push(indent, name, " = ", plain, ";\n");
    } else {
      if (!isBlock(value) || (!isShort && name.length + " = {".length > width)) return false;
      if (value.kind === "list") {
        pieces.push(indent, name, " = [\n");
        if (!addItems(value.items, indent + step, pieces)) return false;
        pieces.push(indent, "];\n");
      } else if (value.kind === "attributeSet" && !value.recursive) {
        pieces.push(indent, name, " = {\n");
        if (!addBindings(value.bindings, indent + step, width, pieces)) return false;
        pieces.push(indent, "};\n");
      } else return false;
    }
  }
  return true;
}

function addItems(items: readonly Expression[], indent: string, pieces: string[]): boolean {
  for (const item of items) {
    const text = item.kind === "path" ? item.text : plainItem(item);
    if (text === undefined) return false;
    pieces.push(indent, text, "\n");
  }
  return true;
}

const plainItem = (item: Expression): string | undefined => (argument(item) === item ? plainValue(item) : undefined);
