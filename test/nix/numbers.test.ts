import { ast, printExpression, type Expression } from "../../lib/nix";

describe("numbers", () => {
  const cases: readonly (readonly [Expression, string])[] = [
    [ast.int(0), "0"],
    [ast.int(-0), "0"],
    [ast.int(-7), "-7"],
    [ast.int(2n ** 63n - 1n), "9223372036854775807"],
    [ast.int(-(2n ** 63n)), "(-9223372036854775807 - 1)"],
    [ast.float(1), "1.0"],
    [ast.float(0), "0.0"],
    [ast.float(-0), "(0.0 * -1)"],
    [ast.float(0.1), "0.1"],
    [ast.float(-2.5), "-2.5"],
    [ast.float(1e-7), "1.0e-7"],
    [ast.float(1e22), "1.0e22"],
    [ast.float(1.5e300), "1.5e300"],
    [ast.float(5e-324), "(1.0 * 2.2227587494850775e-162 * 2.2227587494850775e-162)"],
    [ast.list([ast.int(-1), ast.float(-1.5)]), "[\n  (-1)\n  (-1.5)\n]"],
    [ast.apply(ast.identifier("f"), ast.int(-1)), "f (-1)"],
    [ast.binary("-", ast.int(1), ast.int(-1)), "1 - -1"],
  ];

  test.each(cases.map(([expression, source]) => [source, expression] as const))(
    "are written as %s",
    (source, expression) => {
      expect(printExpression(expression)).toBe(source);
    },
  );

  test("numbers that Nix cannot represent are rejected immediately", () => {
    expect(() => ast.int(2n ** 63n)).toThrow("9223372036854775808 is not a 64-bit integer");
    expect(() => ast.int(0.5)).toThrow("0.5 is not a 64-bit integer");
    expect(() => ast.float(Infinity)).toThrow("Nix cannot represent Infinity");
  });
});
