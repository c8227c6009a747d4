import { ast, type Binding, type BindingItem, type Expression, type IntegerLiteral } from "../../../lib/nix";

/** A layout rule, an expression that demonstrates it, and the expected lines. */
export interface Case {
  readonly rule: string;
  readonly expression: Expression;
  readonly source: readonly string[];
}

export { identifier as id, apply as call } from "../../../lib/nix/ast/constructors";

/** A number. */
export const number = (value: number): IntegerLiteral => ast.int(value);

/** `path = value;`. */
export const binding = (path: string | readonly string[], value: Expression, comment?: string): Binding =>
  ast.binding(path, value, comment);

/** `{ … }`. */
export const set = (...bindings: readonly BindingItem[]): Expression => ast.attributeSet({ bindings });

/** `a.b.c`, from a dotted string. */
export const select = (dotted: string): Expression => {
  const [base = "", ...names] = dotted.split(".");
  return ast.select(ast.identifier(base), names);
};

/** A name of 24 letters: four of them fill a line. */
export const name = "aVeryLongNameOfSomething";

/** A variable with a name of that length. */
export const long = (end: string): Expression => ast.identifier(name + end);

/** A set that fits on a line. */
export const one = set(binding("a", number(1)));

/** A set that does not fit on a line. */
export const two = set(binding("a", number(1)), binding("b", number(2)));

/** A set that binds a value, among others. */
export const bind = (value: Expression): Expression => set(binding("value", value), binding("z", number(0)));
