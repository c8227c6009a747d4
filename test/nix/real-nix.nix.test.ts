import { isRight } from "fp-ts/Either";
import { ast, nix, printExpression, printFile, toExpression, type Expression } from "../../lib/nix";
import { evaluateJson } from "./support/nix-instantiate";

function converted(value: unknown): Expression {
  const result = toExpression(value);
  if (isRight(result)) return result.right;
  throw new Error(JSON.stringify(result.left));
}

describe("real Nix", () => {
  test("returns values with difficult strings and names unchanged", () => {
    const value = {
      quotes: "\" \\ ${x} $${x} $ '' ''' ''${x} $'' \\n",
      controls: "\t\r\n\u0001\u001b",
      unicode: "→ 🦀 é",
      lines: [
        "a\n  b\n",
        "  a\n b",
        "a\n\n\nb\n",
        "\n\n",
        "a\n   \nb",
        "''\n${x}\n$\n",
        "x'\ny'",
        "'${\n'''\n",
        "\ta\n\tb\n",
      ],
      with: { or: 1, "": { "a.b": { '"': [null, true, -1, 9007199254740991] } } },
      nested: { only: { child: { of: { its: { parent: 1 } } } } },
    };
    expect(JSON.parse(evaluateJson(printFile(converted(value))))).toEqual(value);
  });

  test("evaluates what the helpers build", () => {
    const lib = ast.attributeSet({
      bindings: [
        ast.binding(
          "mkForce",
          ast.lambda("x", ast.attributeSet({ bindings: [ast.binding("force", ast.identifier("x"))] })),
        ),
      ],
    });
    const body = converted({
      forced: nix.force([1, -2]),
      text: nix.str`${"a"}-${1}-${nix.reference("world")}$${nix.reference("world")}`,
      script: nix.indented`
        if true; then
          echo '${nix.reference("world")}' "$HOME" ''
        fi
      `,
      chosen: nix.if(nix.raw("1 < 2"), nix.let({ a: 1 }, nix.raw("a + 1 # two")), null),
      mapped: nix.apply(nix.raw("map"), nix.fn(["x"], [nix.reference("x")]), [1, 2]),
      fallback: nix.selectOr(nix.raw("{ a.b = 1; }"), ["a", "c"], "none"),
    });
    const scope = [ast.binding("lib", lib), ast.binding("world", ast.string("world"))];
    expect(JSON.parse(evaluateJson(printExpression(ast.letIn(scope, body))))).toEqual({
      forced: { force: [1, -2] },
      text: "a-1-world$world",
      script: "if true; then\n  echo 'world' \"$HOME\" ''\nfi\n",
      chosen: 2,
      mapped: [[1], [2]],
      fallback: "none",
    });
  });

  test("parses operators as they were nested", () => {
    const n = (value: number): Expression => ast.int(value);
    const sums: readonly (readonly [Expression, unknown])[] = [
      [ast.binary("-", n(1), ast.binary("-", n(2), n(3))), 2],
      [ast.binary("*", ast.binary("+", n(1), n(2)), n(3)), 9],
      [ast.unary("-", ast.binary("+", n(1), n(2))), -3],
      [ast.binary("->", ast.bool(false), ast.binary("->", ast.bool(true), ast.bool(false))), true],
      [ast.unary("!", ast.hasAttribute(ast.attributeSet({ bindings: [] }), "a")), true],
      [ast.apply(ast.lambda("x", ast.identifier("x")), n(-5)), -5],
    ];
    const source = printExpression(ast.list(sums.map(([expression]) => expression)));
    expect(JSON.parse(evaluateJson(source))).toEqual(sums.map(([, value]) => value));
  });
});
