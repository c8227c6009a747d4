import { ast, printExpression } from "../../lib/nix";
import { bind, binding as b, call, id, long, number as n, select as sel, set, two, type Case } from "./support/layout";

/** Control flow and operators, each with nixfmt's output. */
const cases: readonly Case[] = [
  {
    rule: "let puts each binding on its own line",
    expression: ast.letIn([b("a", n(1))], call(id("f"), id("a"))),
    source: ["let", "  a = 1;", "in", "f a"],
  },
  {
    rule: "with opens a set or list on its line",
    expression: bind(ast.withIn(id("pkgs"), ast.list([id("git"), id("vim")]))),
    source: ["{", "  value = with pkgs; [", "    git", "    vim", "  ];", "  z = 0;", "}"],
  },
  {
    rule: "with of anything else stays on one line or moves below",
    expression: bind(ast.withIn(id("lib"), id("x"))),
    source: ["{", "  value = with lib; x;", "  z = 0;", "}"],
  },
  {
    rule: "if stays on one line if all of it fits",
    expression: bind(ast.ifThenElse(id("a"), n(1), n(2))),
    source: ["{", "  value = if a then 1 else 2;", "  z = 0;", "}"],
  },
  {
    rule: "if with a wide branch puts each part on its own line",
    expression: bind(ast.ifThenElse(id("a"), two, n(2))),
    source: [
      "{",
      "  value =",
      "    if a then",
      "      {",
      "        a = 1;",
      "        b = 2;",
      "      }",
      "    else",
      "      2;",
      "  z = 0;",
      "}",
    ],
  },
  {
    rule: "else if continues at the same depth",
    expression: ast.ifThenElse(id("a"), n(1), ast.ifThenElse(id("b"), n(2), n(3))),
    source: ["if a then", "  1", "else if b then", "  2", "else", "  3"],
  },
  {
    rule: "assert has its own line",
    expression: ast.assertThen(ast.binary("!=", id("a"), ast.nullLiteral()), two),
    source: ["assert a != null;", "{", "  a = 1;", "  b = 2;", "}"],
  },
  {
    rule: "++ begins on the line of a list",
    expression: bind(ast.binary("++", ast.list([n(1), n(2)]), call(sel("lib.optionals"), id("x"), ast.list([n(3)])))),
    source: ["{", "  value = [", "    1", "    2", "  ]", "  ++ lib.optionals x [ 3 ];", "  z = 0;", "}"],
  },
  {
    rule: "// opens its last set on the line",
    expression: bind(ast.binary("//", id("a"), two)),
    source: ["{", "  value = a // {", "    a = 1;", "    b = 2;", "  };", "  z = 0;", "}"],
  },
  {
    rule: "a long chain breaks before each operator",
    expression: bind(
      ast.binary(
        "||",
        ast.binary("||", long("One"), long("Two")),
        ast.binary("&&", long("Three"), ast.binary("==", long("Four"), n(1))),
      ),
    ),
    source: [
      "{",
      "  value =",
      "    aVeryLongNameOfSomethingOne",
      "    || aVeryLongNameOfSomethingTwo",
      "    || aVeryLongNameOfSomethingThree && aVeryLongNameOfSomethingFour == 1;",
      "  z = 0;",
      "}",
    ],
  },
  {
    rule: "a fallback stays with its selection",
    expression: bind(ast.select(id("a"), ["b"], set())),
    source: ["{", "  value = a.b or { };", "  z = 0;", "}"],
  },
  {
    rule: "parentheses only where precedence requires them",
    expression: ast.list([
      ast.binary("*", ast.binary("+", n(1), n(2)), n(3)),
      ast.binary("+", n(1), ast.binary("*", n(2), n(3))),
      ast.unary("!", ast.hasAttribute(id("a"), "b")),
      ast.select(call(id("f"), n(-1)), "a"),
    ]),
    source: ["[", "  ((1 + 2) * 3)", "  (1 + 2 * 3)", "  (!a ? b)", "  (f (-1)).a", "]"],
  },
  {
    rule: "a selection from a set literal breaks before the dot",
    expression: bind(ast.select(two, "a")),
    source: ["{", "  value =", "    {", "      a = 1;", "      b = 2;", "    }", "    .a;", "  z = 0;", "}"],
  },
];

describe("the layout of control flow and operators", () => {
  test.each(cases.map((each) => [each.rule, each] as const))("%s", (_, { expression, source }) => {
    expect(printExpression(expression).split("\n")).toEqual(source);
  });
});
