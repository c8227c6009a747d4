import type { Expression, Lambda } from "../ast";
import { isIdentifier } from "../names";
import { indentedLines } from "../string-layout";
import { argument, selectable, type Syntax } from "./syntax";

/** Deeper expressions are never simple: they would not fit on a line either, and looking has to end. */
const deepestSimple = 50;

/** Whether a syntax is one term of the grammar rather than an operation, application or other open form. */
export function isTerm(syntax: Syntax): boolean {
  switch (syntax.kind) {
    case "apply":
    case "binary":
    case "unary":
    case "hasAttribute":
    case "lambda":
    case "let":
    case "with":
    case "if":
    case "assert":
      return false;
    case "integer":
    case "float":
      return syntax.value >= 0;
    default:
      return true;
  }
}

/** Whether a term may begin on the line of what precedes it and go on below: sets, lists, strings of several lines. */
export function isAbsorbable(syntax: Syntax): boolean {
  switch (syntax.kind) {
    case "attributeSet":
      return syntax.bindings.length > 0;
    case "list":
      return syntax.items.length > 0;
    case "indentedString":
      return (indentedLines(syntax.parts)?.length ?? 0) > 1;
    case "raw":
      return syntax.text.includes("\n");
    default:
      return false;
  }
}

/** Whether an expression may begin on the line of what precedes it: an absorbable term, also below `with` and parameters. */
export function isAbsorbableExpression(syntax: Syntax): boolean {
  let current = syntax;
  while (isSimpleLambda(current) && isSimpleLambda(current.body)) current = current.body;
  if (isSimpleLambda(current)) return isTerm(current.body) && isAbsorbable(current.body);
  if (current.kind === "with") return isTerm(current.body) && isAbsorbable(current.body);
  return isAbsorbable(current);
}

function isSimpleLambda(syntax: Syntax): syntax is Lambda & { readonly parameter: string } {
  return syntax.kind === "lambda" && typeof syntax.parameter === "string";
}

/** Whether an expression is so plain that it stays on one line: names, literals, selections, calls of up to two of these. */
export function isSimple(syntax: Syntax, depth = 0): boolean {
  if (depth > deepestSimple) return false;
  const simple = (each: Expression): boolean => isSimple(argument(each), depth + 1);
  switch (syntax.kind) {
    case "identifier":
    case "null":
    case "boolean":
    case "string":
    case "indentedString":
    case "path":
      return true;
    case "integer":
    case "float":
      return syntax.value >= 0;
    case "select":
      return (
        syntax.fallback === undefined &&
        syntax.path.every((name) => typeof name === "string" && isIdentifier(name)) &&
        isSimple(selectable(syntax.base), depth + 1)
      );
    case "parenthesized":
      return isSimple(syntax.inner, depth + 1);
    case "apply":
      return syntax.arguments.length <= 2 && simple(syntax.fn) && syntax.arguments.every(simple);
    default:
      return false;
  }
}
