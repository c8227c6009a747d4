import type { Binding, Expression } from "./ast/ast";
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

/**
 * A whole file as an expert would have written it and nixfmt would leave it, with a line break at the end: between the
 * attributes of the outermost set stands a blank line where one of them takes several lines.
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

/** A set that holds it is never on one line, so the way to its brace is that of any larger set. */
const severalLines: Binding = { kind: "binding", path: ["a"], value: { kind: "null" }, comment: "-" };

function replaceBody(expression: Expression, body: Expression): Expression {
  return expression.kind === "lambda" ? { ...expression, body } : body;
}

/** The inside of a printed set of one item, which may be on one line, as it stands in a set of several. */
function onLinesOfItsOwn(set: string): string {
  const inside = set.slice(set.indexOf("{") + 1, -1);
  return inside.startsWith("\n") ? inside.slice(1, -1) : `  ${inside.trim()}`;
}
