import type { Expression } from "../ast/ast";
import type { Doc } from "../doc/builders";
import { isSelectable, level, levelOf } from "../precedence";

/** An expression in parentheses, added while printing where precedence requires it. */
export interface Parenthesized {
  readonly kind: "parenthesized";
  readonly inner: Expression;
}

/** A word in the position of an expression: the `assert` that is formatted like a function. */
export interface Word {
  readonly kind: "word";
  readonly text: string;
}

/** A syntax node to format: an expression, or a piece of concrete syntax. */
export type Syntax = Expression | Parenthesized | Word;

/** The ways to format a syntax node. Each returns a document that is built on demand. */
export interface Printer {
  /** Columns of a line, excluding its indentation. */
  readonly width: number;
  /** The default format. */
  readonly plain: (syntax: Syntax) => Doc;
  /** Like `plain`, but a function or `with` begins with a space where it would otherwise begin with nothing. */
  readonly spaced: (syntax: Syntax) => Doc;
  /** A list or set without the surrounding group, so that it breaks together with its surroundings. */
  readonly term: (syntax: Syntax) => Doc;
  /** Like `term`, but each binding of a set gets its own line. */
  readonly wide: (syntax: Syntax) => Doc;
}

/** An expression in a position with a minimum binding strength: parenthesized if it binds less tightly. */
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
