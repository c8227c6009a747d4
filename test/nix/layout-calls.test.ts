import { ast, printExpression } from "../../lib/nix";
import { bind, binding as b, call, id, long, number as n, select as sel, set, two, type Case } from "./support/layout";

/** Calls and functions, each with nixfmt's output. */
const cases: readonly Case[] = [
  {
    rule: "a call keeps its set argument on the line",
    expression: bind(call(sel("lib.mkForce"), two)),
    source: ["{", "  value = lib.mkForce {", "    a = 1;", "    b = 2;", "  };", "  z = 0;", "}"],
  },
  {
    rule: "a call with a long last argument opens it in parentheses",
    expression: bind(
      call(sel("lib.mkIf"), sel("config.x"), call(sel("lib.mkForce"), call(long("One"), long("Two"), long("Three")))),
    ),
    source: [
      "{",
      "  value = lib.mkIf config.x (",
      "    lib.mkForce (aVeryLongNameOfSomethingOne aVeryLongNameOfSomethingTwo aVeryLongNameOfSomethingThree)",
      "  );",
      "  z = 0;",
      "}",
    ],
  },
  {
    rule: "a call that does not fit puts each argument on its own line",
    expression: bind(call(id("f"), long("One"), long("Two"), long("Three"), long("Four"), long("Five"))),
    source: [
      "{",
      "  value =",
      "    f aVeryLongNameOfSomethingOne aVeryLongNameOfSomethingTwo aVeryLongNameOfSomethingThree",
      "      aVeryLongNameOfSomethingFour",
      "      aVeryLongNameOfSomethingFive;",
      "  z = 0;",
      "}",
    ],
  },
  {
    rule: "a set between arguments breaks alone",
    expression: bind(call(id("f"), two, id("x"))),
    source: ["{", "  value = f {", "    a = 1;", "    b = 2;", "  } x;", "  z = 0;", "}"],
  },
  {
    rule: "a short list between arguments stays on the line",
    expression: bind(
      call(
        sel("lib.replaceStrings"),
        ast.list([ast.string("a"), ast.string("b")]),
        ast.list([ast.string("c"), ast.string("d")]),
        id("x"),
      ),
    ),
    source: ["{", '  value = lib.replaceStrings [ "a" "b" ] [ "c" "d" ] x;', "  z = 0;", "}"],
  },
  {
    rule: "two lists at the end break together",
    expression: bind(
      call(
        id("f"),
        ast.list([long("One"), long("Two"), long("Three")]),
        ast.list([long("Four"), long("Five"), long("Six")]),
      ),
    ),
    source: [
      "{",
      "  value =",
      "    f",
      "      [ aVeryLongNameOfSomethingOne aVeryLongNameOfSomethingTwo aVeryLongNameOfSomethingThree ]",
      "      [ aVeryLongNameOfSomethingFour aVeryLongNameOfSomethingFive aVeryLongNameOfSomethingSix ];",
      "  z = 0;",
      "}",
    ],
  },
  {
    rule: "a function argument opens on the line",
    expression: bind(call(sel("lib.mapAttrs"), ast.lambda("name", ast.lambda("value", two)), id("x"))),
    source: ["{", "  value = lib.mapAttrs (name: value: {", "    a = 1;", "    b = 2;", "  }) x;", "  z = 0;", "}"],
  },
  {
    rule: "a last function argument opens on the line",
    expression: bind(call(id("map"), ast.lambda("x", two))),
    source: ["{", "  value = map (x: {", "    a = 1;", "    b = 2;", "  });", "  z = 0;", "}"],
  },
  {
    rule: "one function inside a call opens on its line",
    expression: bind(call(id("f"), call(id("g"), two))),
    source: ["{", "  value = f (g {", "    a = 1;", "    b = 2;", "  });", "  z = 0;", "}"],
  },
  {
    rule: "plain parameters stay together and the body opens on their line",
    expression: bind(ast.lambda("final", ast.lambda("prev", two))),
    source: ["{", "  value = final: prev: {", "    a = 1;", "    b = 2;", "  };", "  z = 0;", "}"],
  },
  {
    rule: "a body that cannot open moves below",
    expression: bind(ast.lambda("x", call(id("f"), long("One"), long("Two"), long("Three"), long("Four")))),
    source: [
      "{",
      "  value =",
      "    x:",
      "    f aVeryLongNameOfSomethingOne aVeryLongNameOfSomethingTwo aVeryLongNameOfSomethingThree",
      "      aVeryLongNameOfSomethingFour;",
      "  z = 0;",
      "}",
    ],
  },
  {
    rule: "a pattern of two names stays on the line",
    expression: ast.lambda(ast.formals({ names: ["lib", "pkgs"], ellipsis: true }), two),
    source: ["{ lib, pkgs, ... }:", "{", "  a = 1;", "  b = 2;", "}"],
  },
  {
    rule: "a pattern of three names puts each on its own line",
    expression: ast.lambda(ast.formals({ names: ["config", "lib", "pkgs"], ellipsis: true }), two),
    source: ["{", "  config,", "  lib,", "  pkgs,", "  ...", "}:", "{", "  a = 1;", "  b = 2;", "}"],
  },
  {
    rule: "a pattern with a default puts each name on its own line, with a trailing comma",
    expression: ast.lambda(ast.formals({ names: ["a", { name: "b", default: n(1) }] }), two),
    source: ["{", "  a,", "  b ? 1,", "}:", "{", "  a = 1;", "  b = 2;", "}"],
  },
  {
    rule: "a pattern without names contains a space",
    expression: ast.lambda(ast.formals({}), two),
    source: ["{ }:", "{", "  a = 1;", "  b = 2;", "}"],
  },
  {
    rule: "a pattern function in a binding moves below",
    expression: set(
      b("outputs", ast.lambda(ast.formals({ names: ["self", "nixpkgs"], ellipsis: true, as: "inputs" }), two)),
    ),
    source: [
      "{",
      "  outputs =",
      "    { self, nixpkgs, ... }@inputs:",
      "    {",
      "      a = 1;",
      "      b = 2;",
      "    };",
      "}",
    ],
  },
];

describe("the layout of calls and functions", () => {
  test.each(cases.map((each) => [each.rule, each] as const))("%s", (_, { expression, source }) => {
    expect(printExpression(expression).split("\n")).toEqual(source);
  });
});
