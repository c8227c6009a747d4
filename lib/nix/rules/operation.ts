import type { Binary, BinaryOperator, Expression, HasAttribute, Unary } from "../ast/ast";
import { group, hardspace, line, nest, softline, type Doc } from "../doc/builders";
import { hasAttributeLevel, level, levelOf, operandLevels } from "../precedence";
import { applicationDoc } from "./application";
import { attributePathDoc } from "./attribute-name";
import { isAbsorbable, isTerm } from "./predicates";
import { operand, type Printer, type Syntax } from "./syntax";

const comparisons: ReadonlySet<BinaryOperator> = new Set(["<", "<=", ">", ">=", "==", "!="]);

/** `left operator right`: comparisons break only if they must; chains of other operators break before each operator. */
export function binaryDoc(binary: Binary, print: Printer): Doc {
  if (!comparisons.has(binary.operator)) return chainDoc(binary, print, false);
  const [left, right] = operands(binary);
  return [print.plain(left), softline, binary.operator, hardspace, print.plain(right)];
}

function operands({ operator, left, right }: Binary): readonly [left: Syntax, right: Syntax] {
  const levels = operandLevels(operator);
  return [operand(left, levels.left), operand(right, levels.right)];
}

/** The operands of a chain of one operator. `wideFirst` gives each binding of a leading set its own line. */
export function chainDoc(binary: Binary, print: Printer, wideFirst: boolean): Doc {
  const [first, ...others] = chainOperands(binary);
  if (first === undefined) return "";
  const absorbs = wideFirst && isTerm(first) && isAbsorbable(first);
  const docs: Doc[] = [absorbs ? print.wide(first) : print.plain(first)];
  for (const other of others) docs.push(line, binary.operator, nest(laterOperand(other, print)));
  return group(...docs);
}

/** The operands of `a + b + c` in order; parentheses count as one operand. Works along the spine, without recursion. */
export function chainOperands(binary: Binary): readonly Syntax[] {
  const levels = operandLevels(binary.operator);
  const result: Syntax[] = [];
  const open: { readonly expression: Expression; readonly wanted: number }[] = [
    { expression: binary, wanted: levelOf(binary) },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { expression, wanted } = next;
    if (expression.kind === "binary" && expression.operator === binary.operator && levelOf(expression) >= wanted) {
      open.push({ expression: expression.right, wanted: levels.right });
      open.push({ expression: expression.left, wanted: levels.left });
    } else result.push(operand(expression, wanted));
  }
  return result;
}

function laterOperand(syntax: Syntax, print: Printer): Doc {
  if (isTerm(syntax) && isAbsorbable(syntax)) return [hardspace, print.plain(syntax)];
  if (syntax.kind === "binary") return group(line, print.plain(syntax));
  if (syntax.kind === "apply") return applicationDoc(syntax.fn, syntax.arguments, print, { startsLine: true });
  return [hardspace, print.plain(syntax)];
}

/** `-x` and `!x`. */
export function unaryDoc({ operator, operand: inner }: Unary, print: Printer): Doc {
  // Nix accepts `--x`, but readers do not: a double minus is parenthesized.
  const wanted = operator === "-" ? level.minus + 1 : level.negation;
  if (operator === "-" && beginsWithPath(inner)) return ["-", print.plain({ kind: "parenthesized", inner })];
  return [operator, print.plain(operand(inner, wanted))];
}

/** Whether the first token is a path, which would absorb a preceding `-`. */
function beginsWithPath(expression: Expression): boolean {
  let first = expression;
  while (first.kind === "apply") first = first.fn;
  return first.kind === "path";
}

/** `base ? a.b`. */
export function hasAttributeDoc({ base, path }: HasAttribute, print: Printer): Doc {
  return [print.plain(operand(base, hasAttributeLevel + 1)), softline, "?", hardspace, attributePathDoc(path, print)];
}
