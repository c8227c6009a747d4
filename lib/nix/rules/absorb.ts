import type { WithIn } from "../ast/ast";
import { group, hardspace, maybeBreak, nest, priority, type Doc, type Spacing } from "../doc/builders";
import { isAbsorbable, isTerm } from "./predicates";
import type { Printer, Syntax } from "./syntax";

/**
 * An expression that begins on the line of the preceding text. `wide` gives each binding of a set its own line; `lead`
 * precedes a `with` and may have to start a new line.
 */
export function absorbed(syntax: Syntax, print: Printer, wide: boolean, lead: Spacing = maybeBreak): Doc {
  if (isTerm(syntax) && isAbsorbable(syntax)) return wide ? print.wide(syntax) : print.term(syntax);
  if (isAbsorbedWith(syntax)) return absorbedWith(syntax, print, lead);
  return print.plain(syntax);
}

/** Whether this is a `with` whose body begins on its line. */
export function isAbsorbedWith(syntax: Syntax): syntax is WithIn {
  return syntax.kind === "with" && isTerm(syntax.body) && isAbsorbable(syntax.body);
}

function absorbedWith({ scope, body }: WithIn, print: Printer, lead: Spacing): Doc {
  return group(lead, "with ", nest(group(print.plain(scope))), ";", hardspace, priority(print.wide(body)));
}

/** Parentheses that begin on the line of the preceding text: `f (` … `)`. */
export function absorbedParentheses(inner: Syntax, print: Printer): Doc {
  return priority(nest("(", maybeBreak, group(nest(print.plain(inner))), maybeBreak, ")"));
}
