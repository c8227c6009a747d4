import type { Expression } from "./ast";
import { group } from "./doc/builders";
import { layout } from "./doc/layout";
import { createPrinter } from "./rules/expression";
import { plainBlock } from "./rules/plain-block";

/** The columns that nixfmt fills, not counting indentation. */
const defaultWidth = 100;

/** One expression as nixfmt lays it out, without a line break at the end. `width` is 100 columns unless given. */
export function printExpression(expression: Expression, options: { readonly width?: number } = {}): string {
  const width = options.width ?? defaultWidth;
  return plainBlock(expression, width) ?? layout(group(createPrinter(width).plain(expression)), width).trimEnd();
}

/** A whole file as nixfmt leaves it, with a line break at the end. */
export function printFile(expression: Expression): string {
  return `${printExpression(expression)}\n`;
}
