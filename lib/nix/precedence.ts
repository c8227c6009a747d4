import type { BinaryOperator, Expression } from "./ast/ast";

/** Binding strength of the parts of the grammar, as in Nix's own parser; higher binds tighter. */
export const level = {
  lowest: 0,
  negation: 7,
  minus: 12,
  application: 13,
  selection: 14,
  atom: 15,
} as const;

/** The binding strength of each operator, and which of its operands may be the same operator without parentheses. */
const operators: Readonly<Record<BinaryOperator, readonly [level: number, chains: "left" | "right" | "none"]>> = {
  "++": [10, "right"],
  "*": [9, "left"],
  "/": [9, "left"],
  "+": [8, "left"],
  "-": [8, "left"],
  "//": [6, "right"],
  "<": [5, "none"],
  "<=": [5, "none"],
  ">": [5, "none"],
  ">=": [5, "none"],
  "==": [4, "none"],
  "!=": [4, "none"],
  "&&": [3, "left"],
  "||": [2, "left"],
  // Nix treats it as right-associative, but readers do not remember that: parentheses on both sides.
  "->": [1, "none"],
};

/** Binding strength of the `?` in `base ? name`. */
export const hasAttributeLevel = 11;

const word = /^[a-zA-Z_][a-zA-Z0-9_'-]*$/;
const dotted = /^[a-zA-Z_][a-zA-Z0-9_'-]*(?:\.[a-zA-Z_][a-zA-Z0-9_'-]*)+$/;
const keyword = /(?:^|\.)(?:if|then|else|assert|with|let|in|rec|inherit|or)(?:$|\.)/;

function rawLevel(text: string): number {
  if (keyword.test(text)) return -1;
  if (word.test(text)) return level.atom;
  // Below the lowest: raw text other than a name is parenthesized as an operand.
  return dotted.test(text) ? level.selection : -1;
}

/** Binding strength of an expression, which decides where it needs no parentheses. */
export function levelOf(expression: Expression): number {
  switch (expression.kind) {
    case "integer":
      // The smallest integer is printed as a parenthesized difference.
      return expression.value < 0 && expression.value !== -(2n ** 63n) ? level.minus : level.atom;
    case "float":
      return expression.value <= -(2 ** -1022) ? level.minus : level.atom;
    case "select":
      // Nix accepts `a.b or c` as an operand, but readers do not: it has no parentheses only if nothing surrounds it.
      return expression.fallback === undefined ? level.selection : level.lowest;
    case "apply":
      return level.application;
    case "unary":
      return expression.operator === "-" ? level.minus : level.negation;
    case "hasAttribute":
      return hasAttributeLevel;
    case "binary":
      return operators[expression.operator][0];
    case "lambda":
    case "let":
    case "with":
    case "if":
    case "assert":
      return level.lowest;
    case "raw":
      return rawLevel(expression.text);
    case "identifier":
    case "null":
    case "boolean":
    case "string":
    case "indentedString":
    case "path":
    case "list":
    case "attributeSet":
      return level.atom;
  }
}

/** Binding strength that the left and right operands of an operator need to have no parentheses. */
export function operandLevels(operator: BinaryOperator): { readonly left: number; readonly right: number } {
  const [own, chains] = operators[operator];
  return { left: chains === "left" ? own : own + 1, right: chains === "right" ? own : own + 1 };
}

/** Whether an expression can be the base of a selection: `./x.a` and `1.a` would be parsed as a path and a number. */
export function isSelectable(expression: Expression): boolean {
  if (expression.kind === "path" || expression.kind === "integer" || expression.kind === "float") return false;
  return levelOf(expression) >= level.atom;
}
