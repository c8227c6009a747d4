import { isRight } from "fp-ts/Either";
import { ast, freeVariables, nix, printExpression, toExpression, transform, type Expression } from "../../lib/nix";

const depth = 10_000;

function nested(once: (inner: Expression) => Expression): Expression {
  let expression: Expression = ast.identifier("x");
  for (let level = 0; level < depth; level++) expression = once(expression);
  return expression;
}

const one = ast.int(1);
const a = ast.identifier("a");

const shapes: Readonly<Record<string, (inner: Expression) => Expression>> = {
  "a list of one": (inner) => ast.list([inner]),
  "an attribute set": (inner) => ast.attributeSet({ bindings: [ast.binding("a", inner)] }),
  "a string": (inner) => ast.string("a ", inner),
  "an indented string": (inner) => ast.indentedString("a\n", inner),
  "a selection": (inner) => ast.select(ast.list([inner]), "a"),
  "a fallback": (inner) => ast.select(a, "b", inner),
  "a ?": (inner) => ast.hasAttribute(inner, "a"),
  "a function": (inner) => ast.lambda("a", inner),
  "a function of a pattern": (inner) => ast.lambda(ast.formals({ names: [{ name: "b", default: inner }] }), one),
  "a call with the depth in its last argument": (inner) => ast.apply(a, inner),
  "a call with the depth in its first argument": (inner) => ast.apply(a, inner, one),
  let: (inner) => ast.letIn([ast.binding("a", one)], inner),
  with: (inner) => ast.withIn(a, inner),
  "if, by its condition": (inner) => ast.ifThenElse(inner, one, one),
  "if, by its else": (inner) => ast.ifThenElse(a, one, inner),
  assert: (inner) => ast.assertThen(a, inner),
  "a minus": (inner) => ast.unary("-", inner),
  "a chain to the left": (inner) => ast.binary("+", inner, one),
  "a chain to the right": (inner) => ast.binary("++", a, inner),
  "operators in turn": (inner) => ast.binary("&&", ast.binary("==", inner, one), one),
  "calls and sets in turn": (inner) =>
    ast.apply(a, ast.attributeSet({ bindings: [ast.binding("a", inner), ast.binding("b", one)] }), one),
};

describe("ten thousand levels deep", () => {
  test.each(Object.keys(shapes))("%s is printed, traversed, and searched", (shape) => {
    const expression = nested(shapes[shape]!);
    expect(printExpression(expression, { width: 60 }).length).toBeGreaterThan(depth);
    expect(transform(expression, (each) => each)).toBe(expression);
    expect(freeVariables(expression).has("x")).toBe(true);
  });

  test("values are converted", () => {
    for (const once of [
      (inner: unknown) => [inner],
      (inner: unknown) => ({ a: inner }),
      (inner: unknown) => ({ a: inner, b: 1 }),
      (inner: unknown) => nix.force(inner as never),
    ]) {
      let value: unknown = 1;
      for (let level = 0; level < depth; level++) value = once(value);
      expect(isRight(toExpression(value))).toBe(true);
    }
  });
});
