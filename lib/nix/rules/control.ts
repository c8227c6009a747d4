import type { AssertThen, Expression, IfThenElse, LetIn, WithIn } from "../ast/ast";
import { group, hardline, hardspace, line, nest, type Doc } from "../doc/builders";
import { applicationDoc } from "./application";
import { bindingsDoc } from "./binding";
import type { Printer, Word } from "./syntax";

/** `let … in body`: always on several lines. */
export function letDoc({ bindings, body }: LetIn, print: Printer): Doc {
  const items = bindings.length === 0 ? "" : [hardline, nest(bindingsDoc(bindings, print))];
  return [group("let", items), hardline, group("in", hardline, print.plain(body))];
}

/** `with scope; body`. */
export function withDoc({ scope, body }: WithIn, print: Printer): Doc {
  return [group("with", hardspace, nest(group(print.plain(scope))), ";"), line, print.plain(body)];
}

/** `if … then … else …`; conditions after `else` have the same depth. */
export function ifDoc(expression: IfThenElse, print: Printer): Doc {
  const docs: Doc[] = [];
  let current: Expression = expression;
  let around = line;
  while (current.kind === "if") {
    const condition = group("if", line, nest(print.plain(current.condition)), line, "then");
    docs.push(condition, around, nest(group(print.plain(current.then))), around, "else");
    current = current.else;
    // Only a single condition may stay on one line.
    around = hardline;
    if (current.kind === "if") docs.push(hardspace);
  }
  return group(docs, line, nest(group(print.plain(current))));
}

const assertWord: Word = { kind: "word", text: "assert" };

/** `assert condition; body`: the condition is formatted as if `assert` were a function. */
export function assertDoc({ condition, body }: AssertThen, print: Printer): Doc {
  const args = condition.kind === "apply" ? [condition.fn, ...condition.arguments] : undefined;
  const head =
    args === undefined
      ? group("assert", line, group(nest(print.plain(condition))))
      : applicationDoc(assertWord, args, print);
  return group(head, ";", hardline, print.plain(body));
}
