import { ast, nix, someText, toExpression, type Expression, type NixValue } from "../../lib/nix";

function expressionOf(value: NixValue): Expression {
  const converted = toExpression(value);
  if (converted._tag === "Left") throw new Error("not a Nix value");
  return converted.right;
}

const wanted = (text: string): boolean => text === "wanted";

const withText: readonly (readonly [string, Expression])[] = [
  ["a name", expressionOf({ a: { wanted: { b: 1 } } })],
  ["a string in a list of sets", expressionOf([[{ a: "wanted" }]])],
  ["the value of an attribute", expressionOf({ a: "wanted", b: 1 })],
  ["a part of a string with an expression", ast.string("wanted", ast.identifier("x"))],
  ["an expression in a string", ast.string("x", ast.identifier("wanted"))],
  ["a value in a call", expressionOf({ a: nix.when(nix.raw("x"), { b: "wanted" }) })],
  ["a selected name", ast.select(ast.identifier("config"), ["a", "wanted"])],
  ["a default", ast.select(ast.identifier("config"), ["a"], ast.identifier("wanted"))],
  ["an inherited name", ast.attributeSet({ bindings: [ast.inherit(["wanted"])] })],
  ["the source of inherited names", ast.attributeSet({ bindings: [ast.inherit(["a"], ast.identifier("wanted"))] })],
  ["a comment", ast.attributeSet({ bindings: [ast.binding("a", ast.int(1), "wanted")] })],
  ["a variable of a let", ast.letIn([ast.binding("wanted", ast.int(1))], ast.identifier("x"))],
  ["a parameter", ast.lambda("wanted", ast.int(1))],
  ["a parameter in a pattern", ast.lambda(ast.formals({ names: ["wanted"] }), ast.int(1))],
  ["the name of a pattern", ast.lambda(ast.formals({ names: ["a"], as: "wanted" }), ast.int(1))],
  ["an argument", ast.apply(ast.identifier("f"), ast.identifier("wanted"))],
  ["raw source", ast.raw("wanted")],
];

describe("someText", () => {
  it.each(withText)("finds %s", (_, expression) => {
    expect(someText(expression, wanted)).toBe(true);
    expect(someText(expression, () => false)).toBe(false);
  });

  it("does not join texts", () => {
    expect(someText(ast.string("wan", ast.string("ted")), wanted)).toBe(false);
  });

  it("searches values of any depth", () => {
    let value: NixValue = "wanted";
    for (let depth = 0; depth < 20_000; depth++) value = depth % 2 === 0 ? [value] : { a: value, b: 1 };
    expect(someText(expressionOf(value), wanted)).toBe(true);
  });
});
