import { group, maybeBreak, type Doc } from "../doc/builders";
import { absorbed } from "./absorb";
import { applicationDoc } from "./application";
import { isAbsorbable, isAbsorbableExpression } from "./predicates";
import { selectable, type Printer, type Syntax } from "./syntax";

/** The content of parentheses, or of `${` and `}` alone on a line of a string. */
export function enclosed(inner: Syntax, print: Printer): Doc {
  if (isAbsorbableExpression(inner)) return group(absorbed(inner, print, false));
  if (inner.kind === "apply") {
    return applicationDoc(inner.fn, inner.arguments, print, { indentFunction: true, endsLine: true });
  }
  if (inner.kind === "select" && !isAbsorbable(selectable(inner.base))) return [group(print.plain(inner)), maybeBreak];
  return [maybeBreak, group(print.plain(inner)), maybeBreak];
}
