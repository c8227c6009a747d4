import type { Lambda } from "../ast/ast";
import { isIdentifier } from "../names";
import { indentedLines } from "../string-layout";
import { argument, selectable, type Syntax } from "./syntax";

/** Deeper expressions are never simple: they would not fit on a line, and the check has to end. */
const deepestSimple = 50;

/** Operations, applications, and other forms that are open at one end. */
const openForms: ReadonlySet<string> = new Set(
  ["apply", "binary", "unary", "hasAttribute", "lambda", "let", "with", "if", "assert"], // prettier-ignore
);

/** Whether a syntax node is one term of the grammar; a negative number is an operation. */
export function isTerm(syntax: Syntax): boolean {
  if (syntax.kind === "integer" || syntax.kind === "float") return syntax.value >= 0;
  return !openForms.has(syntax.kind);
}

/** Whether a term may begin on the line of the preceding text and continue below: sets, lists, multi-line strings. */
export function isAbsorbable(syntax: Syntax): boolean {
  if (syntax.kind === "attributeSet") return syntax.bindings.length > 0;
  if (syntax.kind === "list") return syntax.items.length > 0;
  if (syntax.kind === "indentedString") return (indentedLines(syntax.parts)?.length ?? 0) > 1;
  return syntax.kind === "raw" && syntax.text.includes("\n");
}

/**
 * Whether an expression may begin on the line of the preceding text: an absorbable term, also after `with` and
 * parameters.
 */
export function isAbsorbableExpression(syntax: Syntax): boolean {
  let current = syntax;
  while (isSimpleLambda(current) && isSimpleLambda(current.body)) current = current.body;
  if (isSimpleLambda(current)) return isTerm(current.body) && isAbsorbable(current.body);
  if (current.kind === "with") return isTerm(current.body) && isAbsorbable(current.body);
  return isAbsorbable(current);
}

/** Whether a syntax is a function with one plain parameter. */
export function isSimpleLambda(syntax: Syntax): syntax is Lambda & { readonly parameter: string } {
  return syntax.kind === "lambda" && typeof syntax.parameter === "string";
}

const simpleTerms: ReadonlySet<string> = new Set(
  ["identifier", "null", "boolean", "integer", "float", "string", "indentedString", "path"], // prettier-ignore
);

/**
 * Whether an expression is so simple that it stays on one line: names, literals, selections, calls with up to two of
 * these.
 */
export function isSimple(syntax: Syntax, depth = 0): boolean {
  if (depth > deepestSimple) return false;
  if (simpleTerms.has(syntax.kind)) return isTerm(syntax);
  if (syntax.kind === "select") {
    const { base, path, fallback } = syntax;
    if (fallback !== undefined || !path.every((name) => typeof name === "string" && isIdentifier(name))) return false;
    return isSimple(selectable(base), depth + 1);
  }
  if (syntax.kind === "parenthesized") return isSimple(syntax.inner, depth + 1);
  if (syntax.kind !== "apply" || syntax.arguments.length > 2) return false;
  return [syntax.fn, ...syntax.arguments].every((each) => isSimple(argument(each), depth + 1));
}
