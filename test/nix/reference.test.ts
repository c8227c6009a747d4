import { inspect } from "node:util";
import { isRight } from "fp-ts/Either";
import {
  builtins,
  config,
  inputs,
  isNixExpression,
  lib,
  nix,
  pkgs,
  printExpression,
  self,
  toExpression,
} from "../../lib/nix";

function printed(value: unknown): string {
  const result = toExpression(value);
  if (isRight(result)) return printExpression(result.right);
  throw new Error(JSON.stringify(result.left));
}

describe("a reference", () => {
  test("selects by properties and applies by calls", () => {
    expect(printed(pkgs.python3.withPackages(nix.fn(["ps"], [nix.reference("ps").numpy])))).toBe(
      "pkgs.python3.withPackages (ps: [ ps.numpy ])",
    );
    expect(printed(pkgs["a-b"])).toBe("pkgs.a-b");
    expect(printed(pkgs["a.b"])).toBe('pkgs."a.b"');
    expect(printed(lib.optional(config.a.b, -1).c)).toBe("(lib.optional config.a.b (-1)).c");
    expect(printed(inputs.nixpkgs.lib.nixosSystem({ modules: [] }))).toBe(
      "inputs.nixpkgs.lib.nixosSystem { modules = [ ]; }",
    );
    expect(printed(builtins.toJSON({ a: 1 }))).toBe("builtins.toJSON { a = 1; }");
    expect(printed(self.outPath.toString)).toBe("self.outPath.toString");
    expect(printed(lib.f("a")("b"))).toBe('lib.f "a" "b"');
  });

  test("is not a promise: awaiting it returns it", async () => {
    expect(printed(await pkgs.hello)).toBe("pkgs.hello");
  });

  test("shows its source when JavaScript inspects it", () => {
    expect(inspect(pkgs.hello)).toBe("pkgs.hello");
    expect(inspect({ a: [lib.f(1)] })).toBe("{ a: [ lib.f 1 ] }");
    expect(inspect(nix.force(1))).toBe("lib.mkForce 1");
    expect(JSON.stringify({ a: pkgs.hello, b: 1 })).toBe('{"b":1}');
    expect(Object.keys(pkgs)).toEqual([]);
  });

  test("is detected in a JavaScript string where nix.str was meant", () => {
    const shell = `${pkgs.bash as unknown as string}/bin/bash`;
    expect(toExpression({ users: { shell } }, ["config"])).toEqual({
      _tag: "Left",
      left: [
        {
          path: ["config", "users", "shell"],
          reason: "the Nix expression pkgs.bash was used in a JavaScript string",
          fix: "write nix.str before the template: nix.str`…`",
        },
      ],
    });
    expect(isRight(toExpression(`a${nix.force(1) as unknown as string}`))).toBe(false);
  });

  test("equals no matcher and implements no protocol", () => {
    expect((pkgs as unknown as Record<symbol, unknown>)[Symbol.iterator]).toBeUndefined();
    expect(pkgs.asymmetricMatch).toBeUndefined();
    expect(pkgs.then).toBeUndefined();
    expect(printed(nix.select(pkgs, "then"))).toBe('pkgs."then"');
  });

  test("cannot be changed", () => {
    expect(() => {
      (pkgs as unknown as Record<string, number>).hello = 1;
    }).toThrow(TypeError);
    expect(printed(pkgs.hello)).toBe("pkgs.hello");
  });

  test("names the argument that Nix cannot represent", () => {
    const result = toExpression({ a: lib.f(1, { b: NaN }) }, ["props"]);
    expect(result).toMatchObject({ _tag: "Left", left: [{ path: ["props", "a", 1, "b"] }] });
  });
});

describe("isNixExpression", () => {
  test("distinguishes expressions from data", () => {
    for (const each of [pkgs, pkgs.hello, lib.f(1), nix.force(1), nix.raw("x")])
      expect(isNixExpression(each)).toBe(true);
    for (const each of [null, undefined, 1, "x", {}, [], () => 1]) expect(isNixExpression(each)).toBe(false);
  });
});
