import { ast, printExpression } from "../../lib/nix";
import {
  bind,
  binding as b,
  call,
  id,
  long,
  name,
  number as n,
  one,
  select as sel,
  set,
  two,
  type Case,
} from "./support/layout";

/** Sets, lists, and strings, each with nixfmt's output. */
const cases: readonly Case[] = [
  {
    rule: "a singleton set stays on one line outside of a binding",
    expression: ast.list([one]),
    source: ["[ { a = 1; } ]"],
  },
  {
    rule: "two bindings take a line each",
    expression: two,
    source: ["{", "  a = 1;", "  b = 2;", "}"],
  },
  {
    rule: "the set of a binding puts each of its bindings on its own line, even a single one",
    expression: bind(one),
    source: ["{", "  value = {", "    a = 1;", "  };", "  z = 0;", "}"],
  },
  {
    rule: "an empty set and an empty list contain a space",
    expression: ast.list([set(), ast.list([])]),
    source: ["[", "  { }", "  [ ]", "]"],
  },
  {
    rule: "rec stays with its brace",
    expression: ast.attributeSet({ recursive: true, bindings: [b("a", n(1)), b("b", id("a"))] }),
    source: ["rec {", "  a = 1;", "  b = a;", "}"],
  },
  {
    rule: "one list item stays on the line",
    expression: bind(ast.list([n(1)])),
    source: ["{", "  value = [ 1 ];", "  z = 0;", "}"],
  },
  {
    rule: "two list items take a line each",
    expression: bind(ast.list([n(1), n(2)])),
    source: ["{", "  value = [", "    1", "    2", "  ];", "  z = 0;", "}"],
  },
  {
    rule: "a list of one wide item breaks",
    expression: bind(ast.list([two])),
    source: ["{", "  value = [", "    {", "      a = 1;", "      b = 2;", "    }", "  ];", "  z = 0;", "}"],
  },
  {
    rule: "up to three inherited names stay on the line",
    expression: set(ast.inherit(["a", "b", "c"])),
    source: ["{ inherit a b c; }"],
  },
  {
    rule: "four inherited names take a line each",
    expression: set(ast.inherit(["a", "b", "c", "d"])),
    source: ["{", "  inherit", "    a", "    b", "    c", "    d", "    ;", "}"],
  },
  {
    rule: "inherit from a source",
    expression: set(ast.inherit(["a"], id("x")), ast.inherit(["a2", "b", "c", "d"], sel("x.y"))),
    source: ["{", "  inherit (x) a;", "  inherit (x.y)", "    a2", "    b", "    c", "    d", "    ;", "}"],
  },
  {
    rule: "a set of a single inherit may stay on the line of its binding",
    expression: bind(set(ast.inherit(["a"]))),
    source: ["{", "  value = { inherit a; };", "  z = 0;", "}"],
  },
  {
    rule: "a comment is printed above its binding",
    expression: set(b("a", n(1), "why")),
    source: ["{", "  # why", "  a = 1;", "}"],
  },
  {
    rule: "a long string stays on the line of its binding",
    expression: bind(ast.string("x".repeat(100))),
    source: [
      "{",
      '  value = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";',
      "  z = 0;",
      "}",
    ],
  },
  {
    rule: "a string after a quoted name moves below if it is too long",
    expression: set(b(["a", "b c"], ast.string("x".repeat(100)))),
    source: [
      "{",
      '  a."b c" =',
      '    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";',
      "}",
    ],
  },
  {
    rule: "any other long value moves below",
    expression: bind(ast.select(long("One"), [name + "Two", name + "Three", name + "Four"])),
    source: [
      "{",
      "  value =",
      "    aVeryLongNameOfSomethingOne.aVeryLongNameOfSomethingTwo.aVeryLongNameOfSomethingThree.aVeryLongNameOfSomethingFour;",
      "  z = 0;",
      "}",
    ],
  },
  {
    rule: "an indented string opens on the line of its binding",
    expression: bind(ast.indentedString("one\n\n  two\n")),
    source: ["{", "  value = ''", "    one", "", "      two", "  '';", "  z = 0;", "}"],
  },
  {
    rule: "an indented string may end without a line break",
    expression: bind(ast.indentedString("one\ntwo")),
    source: ["{", "  value = ''", "    one", "    two'';", "  z = 0;", "}"],
  },
  {
    rule: "a one-line indented string becomes a plain one unless that needs escapes",
    expression: ast.list([ast.indentedString("a"), ast.indentedString('say "a"')]),
    source: ["[", '  "a"', "  ''say \"a\"''", "]"],
  },
  {
    rule: "short interpolations stay on the line",
    expression: ast.string("a", call(id("f"), ast.list([n(1)])), "b"),
    source: ['"a${f [ 1 ]}b"'],
  },
  {
    rule: "simple interpolations stay on the line, however long",
    expression: ast.string("a".repeat(90), sel("pkgs.stdenv.hostPlatform.system"), "b"),
    source: [
      '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa${pkgs.stdenv.hostPlatform.system}b"',
    ],
  },
  {
    rule: "long other interpolations break inside their braces",
    expression: ast.string("a ", call(id("f"), ast.list([long("One"), long("Two")])), " b"),
    source: ['"a ${', "  f [", "    aVeryLongNameOfSomethingOne", "    aVeryLongNameOfSomethingTwo", "  ]", '} b"'],
  },
];

describe("the layout of sets, lists, and strings", () => {
  test.each(cases.map((each) => [each.rule, each] as const))("%s", (_, { expression, source }) => {
    expect(printExpression(expression).split("\n")).toEqual(source);
  });
});
