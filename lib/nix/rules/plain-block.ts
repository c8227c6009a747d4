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
  const lines = ["{"];
  if (!addBindings(expression.bindings, step, width, lines)) return undefined;
  lines.push("}");
  return lines.join("\n");
}

function isBlock(value: Expression): boolean {
  if (value.kind === "list") return value.items.length > 1;
  return value.kind === "attributeSet" && value.bindings.length > 0;
}

/** Adds a set's lines; returns false if one of them requires the layout. */
function addBindings(items: readonly BindingItem[], indent: string, width: number, lines: string[]): boolean {
  if (indent.length > deepest * step.length) return false;
  for (const item of items) {
    if (item.kind === "inherit" || item.comment !== undefined) return false;
    const name = staticPathText(item.path);
    if (name === undefined) return false;
    const { value } = item;
    const isShort = isShortPath(item.path);
    const plain = plainValue(value);
    if (plain !== undefined) {
      const line = `${name} = ${plain};`;
      if (line.length > width && !(isShort && value.kind === "string")) return false;
      lines.push(indent + line);
    } else {
      if (!isBlock(value) || (!isShort && name.length + " = {".length > width)) return false;
      if (value.kind === "list") {
        lines.push(`${indent}${name} = [`);
        if (!addItems(value.items, indent + step, lines)) return false;
        lines.push(`${indent}];`);
      } else if (value.kind === "attributeSet" && !value.recursive) {
        lines.push(`${indent}${name} = {`);
        if (!addBindings(value.bindings, indent + step, width, lines)) return false;
        lines.push(`${indent}};`);
      } else return false;
    }
  }
  return true;
}

function addItems(items: readonly Expression[], indent: string, lines: string[]): boolean {
  for (const item of items) {
    const plain = argument(item) === item ? plainValue(item) : undefined;
    if (plain === undefined) return false;
    lines.push(indent + plain);
  }
  return true;
}
