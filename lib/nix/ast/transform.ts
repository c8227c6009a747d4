import type { Expression } from "./ast";
import { childrenOf, rebuild } from "./children";

interface Visit {
  readonly expression: Expression;
  readonly children: readonly Expression[];
  readonly results: Expression[];
}

/**
 * Replaces expressions from the innermost outward: `f` receives each with its children already replaced. An expression
 * that `f` returns unchanged stays the same object. Depth costs memory, not call stack.
 */
export function transform(expression: Expression, f: (expression: Expression) => Expression): Expression {
  const open: Visit[] = [visit(expression)];
  for (;;) {
    const top = open.at(-1);
    if (top === undefined) return expression;
    const child = top.children[top.results.length];
    if (child !== undefined) {
      open.push(visit(child));
      continue;
    }
    open.pop();
    let next = 0;
    const result = f(rebuild(top.expression, (each) => top.results[next++] ?? each));
    const parent = open.at(-1);
    if (parent === undefined) return result;
    parent.results.push(result);
  }
}

function visit(expression: Expression): Visit {
  return { expression, children: childrenOf(expression), results: [] };
}
