import type { Expression } from "../ast/ast";
import type { Doc } from "../doc/builders";
import { isSelectable, level, levelOf } from "../precedence";

/** An expression between parentheses: what precedence asks for, made while printing. */
export interface Parenthesized {
  readonly kind: "parenthesized";
  readonly inner: Expression;
}

/** A word that stands where an expression stands: the `assert` that is laid out like a function. */
export interface Word {
  readonly kind: "word";
  readonly text: string;
}

/** What is laid out: an expression, or a piece of concrete syntax. */
export type Syntax = Expression | Parenthesized | Word;

/** The ways to lay out a piece of syntax. Each gives a document that is made when it is looked at. */
export interface Printer {
  /** Columns of a line, without its indentation. */
  readonly width: number;
  /** As it stands by default. */
  readonly plain: (syntax: Syntax) => Doc;
  /** As by default, but a function or `with` begins with a space where it would begin with nothing. */
  readonly spaced: (syntax: Syntax) => Doc;
  /** A list or set without the group around it, so that it breaks with what surrounds it. */
  readonly term: (syntax: Syntax) => Doc;
  /** Like `term`, but a set takes a line for each binding. */
  readonly wide: (syntax: Syntax) => Doc;
}

/** An expression where something that binds at least so tightly is wanted: in parentheses if it does not. */
export function operand(expression: Expression, wanted: number): Syntax {
  return levelOf(expression) >= wanted ? expression : { kind: "parenthesized", inner: expression };
}

/** An expression as a list item or argument. */
export function argument(expression: Expression): Syntax {
  return operand(expression, level.selection);
}

/** An expression as the base of a selection. */
export function selectable(expression: Expression): Syntax {
  return isSelectable(expression) ? expression : { kind: "parenthesized", inner: expression };
}
