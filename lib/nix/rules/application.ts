import type { Expression, List } from "../ast/ast";
import { group, hardspace, line, maybeBreak, nest, priority, separated, transparent, type Doc } from "../doc/builders";
import { flatText } from "../doc/flat";
import { level } from "../precedence";
import { absorbedParentheses } from "./absorb";
import { isAbsorbable, isSimple, isSimpleLambda, isTerm } from "./predicates";
import { argument, operand, type Printer, type Syntax } from "./syntax";

/** How an application is placed in its surroundings. */
export interface Placement {
  /** Begin with a line break if more than the last argument breaks. */
  readonly startsLine?: boolean;
  /** End with a line break, for the bracket that follows. */
  readonly endsLine?: boolean;
  /** Put even the function on its own line, one level deeper, if it does not fit. */
  readonly indentFunction?: boolean;
}

/** Lists of up to this many simple items may stay on one line between other arguments. */
const shortList = 6;

/**
 * A function and its arguments. All but the last stay on one line if possible, and the last one opens there; otherwise
 * each argument gets its own line.
 */
export function applicationDoc(
  fn: Syntax,
  args: readonly Expression[],
  print: Printer,
  placement: Placement = {},
): Doc {
  const list = args.map(argument);
  const last = list.at(-1);
  if (last === undefined) return print.plain(fn);
  const head = fn.kind === "word" ? fn : operand(fn as Expression, level.application);
  const pre: Doc = placement.startsLine === true ? line : "";
  const post: Doc = placement.endsLine === true ? maybeBreak : "";
  const previous = list.at(-2);
  if (isList(last) && previous !== undefined && isList(previous)) {
    const before = chain(head, list.slice(0, -2), print, placement);
    const lists = [nest(group(between(previous, print))), line, nest(group(between(last, print)))];
    return group(pre, transparent(before), line, lists, post);
  }
  const before = transparent(chain(head, list.slice(0, -1), print, placement));
  if (isSimple({ kind: "apply", fn: fn as Expression, arguments: args })) {
    const flat = flatText(before);
    if (flat !== undefined) return group(pre === "" ? "" : hardspace, flat, hardspace, lastArgument(last, print));
  }
  return group(pre, before, line, lastArgument(last, print), post);
}

/** The function and the arguments before the last one. */
function chain(head: Syntax, args: readonly Syntax[], print: Printer, placement: Placement): Doc {
  const first = placement.indentFunction === true ? nest(group(maybeBreak, print.plain(head))) : print.plain(head);
  // The layout of the first n arguments, each built from the previous one, so that long chains need no recursion.
  const prefixes: Doc[] = [first];
  for (const [index, each] of args.entries()) {
    const previous = args[index - 1];
    const before = transparent(prefixes[index] ?? "");
    if (each.kind === "select") prefixes.push([before, line, nest(group(between(each, print)))]);
    else if (isList(each) && previous !== undefined && isList(previous)) {
      // Two lists in a row break together or not at all.
      const lists = [line, group(between(previous, print)), line, group(between(each, print))];
      prefixes.push(transparent(transparent(prefixes[index - 1] ?? ""), nest(group(lists))));
    } else prefixes.push([before, line, nest(priority(between(each, print)))]);
  }
  return prefixes.at(-1) ?? "";
}

/** An argument followed by others: short lists stay on one line. */
function between(syntax: Syntax, print: Printer): Doc {
  if (!isList(syntax) || syntax.items.length === 0 || syntax.items.length > shortList) return print.plain(syntax);
  const items = syntax.items.map(argument);
  if (!items.every((item) => isTerm(item) && isSimple(item))) return print.plain(syntax);
  return [
    "[",
    line,
    nest(
      separated(
        line,
        items.map((item) => group(print.plain(item))),
      ),
    ),
    line,
    "]",
  ];
}

function lastArgument(syntax: Syntax, print: Printer): Doc {
  if (isTerm(syntax) && isAbsorbable(syntax)) return priority(nest(print.term(syntax)));
  if (syntax.kind !== "parenthesized") return group(nest(print.plain(syntax)));
  const { inner } = syntax;
  if (isSimpleLambda(inner) && isTerm(inner.body) && isAbsorbable(inner.body)) {
    return priority(nest("(", inner.parameter, ":", hardspace, print.wide(inner.body), ")"));
  }
  if (inner.kind === "apply" && inner.fn.kind === "identifier" && inner.arguments.length === 1) {
    const only = argument(inner.arguments[0] ?? inner.fn);
    if (isTerm(only) && isAbsorbable(only)) {
      return priority(nest("(", inner.fn.name, hardspace, print.wide(only), ")"));
    }
  }
  return absorbedParentheses(inner, print);
}

function isList(syntax: Syntax): syntax is List {
  return syntax.kind === "list";
}
