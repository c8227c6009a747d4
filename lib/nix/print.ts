import type { Binding, Expression } from "./ast/ast";
import { group } from "./doc/builders";
import { layout } from "./doc/layout";
import { createPrinter } from "./rules/expression";
import { plainBlock } from "./rules/plain-block";

/** The line width of nixfmt, not counting indentation. */
const defaultWidth = 100;

/** Prints an expression as nixfmt formats it, without a trailing newline. `width` is 100 columns by default. */
export function printExpression(expression: Expression, options: { readonly width?: number } = {}): string {
  const width = options.width ?? defaultWidth;
  return plainBlock(expression, width) ?? layout(group(createPrinter(width).plain(expression)), width).trimEnd();
}

/**
 * Prints a complete file as nixfmt formats it, with a trailing newline. Attributes of the outermost set are separated
 * by a blank line if one of them takes several lines.
 */
export function printFile(expression: Expression): string {
  const set = expression.kind === "lambda" ? expression.body : expression;
  if (set.kind !== "attributeSet" || set.bindings.length < 2) return `${printExpression(expression)}\n`;
  const sample = printExpression(replaceBody(expression, { ...set, bindings: [severalLines] }));
  const head = sample.slice(0, sample.lastIndexOf("{"));
  const items = set.bindings.map((item) => onLinesOfItsOwn(printExpression({ ...set, bindings: [item] })));
  const body = items.reduce((text, item, index) => {
    const isSpacious = item.includes("\n") || items[index - 1]?.includes("\n") === true;
    return `${text}${isSpacious ? "\n\n" : "\n"}${item}`;
  });
  return `${head}{\n${body}\n}\n`;
}

/** Forces the set that contains it onto several lines, so that its brace is placed like that of any larger set. */
const severalLines: Binding = { kind: "binding", path: ["a"], value: { kind: "null" }, comment: "-" };

function replaceBody(expression: Expression, body: Expression): Expression {
  return expression.kind === "lambda" ? { ...expression, body } : body;
}

/** The inside of a printed set of one item, which may be on one line, formatted as in a set of several. */
function onLinesOfItsOwn(set: string): string {
  const inside = set.slice(set.indexOf("{") + 1, -1);
  return inside.startsWith("\n") ? inside.slice(1, -1) : `  ${inside.trim()}`;
}
