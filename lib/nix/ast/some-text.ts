import type { AttributeName, BindingItem, Expression, Parameter, StringPart } from "./ast";
import { childrenOf } from "./children";

type Test = (text: string) => boolean;

/**
 * Whether a text in an expression passes a test: a name, a variable, a comment, a part of a string, a path, or raw source.
 * Each is tested by itself, without escapes and without what is printed around it. Depth costs memory, not call stack.
 */
export function someText(expression: Expression, test: Test): boolean {
  const pending: Expression[] = [expression];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (visit(next, test, pending)) return true;
  }
  return false;
}

/** Tests the texts of an expression itself, and adds the expressions inside. */
function visit(expression: Expression, test: Test, pending: Expression[]): boolean {
  switch (expression.kind) {
    case "null":
    case "boolean":
    case "integer":
    case "float":
      return false;
    case "identifier":
      return test(expression.name);
    case "path":
    case "raw":
      return test(expression.text);
    case "string":
    case "indentedString":
      return visitMixed(expression.parts, test, pending);
    case "attributeSet":
      return visitBindings(expression.bindings, test, pending);
    case "let":
      pending.push(expression.body);
      return visitBindings(expression.bindings, test, pending);
    case "select":
    case "hasAttribute":
      pending.push(expression.base);
      if (expression.kind === "select" && expression.fallback !== undefined) pending.push(expression.fallback);
      return visitMixed(expression.path, test, pending);
    case "lambda":
      for (const child of childrenOf(expression)) pending.push(child);
      return testParameter(expression.parameter, test);
    default:
      for (const child of childrenOf(expression)) pending.push(child);
      return false;
  }
}

function visitMixed(parts: readonly (StringPart | AttributeName)[], test: Test, pending: Expression[]): boolean {
  for (const part of parts) {
    if (typeof part !== "string") pending.push(part);
    else if (test(part)) return true;
  }
  return false;
}

function visitBindings(items: readonly BindingItem[], test: Test, pending: Expression[]): boolean {
  for (const item of items) {
    if (item.kind === "inherit") {
      if (item.from !== undefined) pending.push(item.from);
      if (item.names.some(test)) return true;
      continue;
    }
    if (visitMixed(item.path, test, pending)) return true;
    if (item.value.kind === "string") {
      if (visitMixed(item.value.parts, test, pending)) return true;
    } else pending.push(item.value);
    if (item.comment !== undefined && test(item.comment)) return true;
  }
  return false;
}

function testParameter(parameter: Parameter, test: Test): boolean {
  if (typeof parameter === "string") return test(parameter);
  return parameter.names.some(({ name }) => test(name)) || (parameter.as !== undefined && test(parameter.as));
}
