import { isRight } from "fp-ts/Either";
import { ast, config, nix, pkgs, printExpression, printFile, toExpression, type NixValue } from "../../lib/nix";

function printed(value: unknown): string {
  const result = toExpression(value);
  if (isRight(result)) return printExpression(result.right);
  throw new Error(JSON.stringify(result.left));
}

describe("nix", () => {
  const cases: readonly (readonly [NixValue, string])[] = [
    [nix.force(false), "lib.mkForce false"],
    [nix.default([]), "lib.mkDefault [ ]"],
    [nix.override(60, "x"), 'lib.mkOverride 60 "x"'],
    [nix.imageMediaOverride("x"), 'lib.mkImageMediaOverride "x"'],
    [nix.before(["a"]), 'lib.mkBefore [ "a" ]'],
    [nix.after(["a"]), 'lib.mkAfter [ "a" ]'],
    [nix.order(1600, ["a"]), 'lib.mkOrder 1600 [ "a" ]'],
    [nix.when(config.a, { b: 1 }), "lib.mkIf config.a { b = 1; }"],
    [nix.merge({ a: 1 }), "lib.mkMerge [ { a = 1; } ]"],
    [nix.force(nix.force(1)), "lib.mkForce (lib.mkForce 1)"],
    [nix.path("./x.nix"), "./x.nix"],
    [nix.path("./a b"), './. + "/a b"'],
    [nix.path("/"), "/."],
    [nix.raw("a: b"), "a: b"],
    [[nix.raw("a: b")], "[ (a: b) ]"],
    [[nix.raw("a.b")], "[ a.b ]"],
    [nix.force(nix.raw("a # why")), "lib.mkForce (\n  a # why\n)"],
    [nix.apply(pkgs.callPackage, nix.path("./p"), {}), "pkgs.callPackage ./p { }"],
    [nix.select(pkgs, "a", "b c"), 'pkgs.a."b c"'],
    [nix.selectOr(config, ["a", "b"], []), "config.a.b or [ ]"],
    [[nix.selectOr(config, ["a"], 1)], "[ (config.a or 1) ]"],
    [nix.let({ a: 1 }, nix.reference("a")), "let\n  a = 1;\nin\na"],
    [nix.with(pkgs, [nix.reference("git")]), "with pkgs; [ git ]"],
    [nix.if(config.a, 1, 2), "if config.a then 1 else 2"],
    [nix.fn(["final", "prev"], {}), "final: prev: { }"],
    [nix.expression(ast.identifier("x")).y, "x.y"],
  ];

  test.each(cases.map(([value, source]) => [source, value] as const))("prints %s", (source, value) => {
    expect(printed(value)).toBe(source);
  });

  test("str adds text and integers to the string and interpolates expressions", () => {
    expect(printed(nix.str`${pkgs.hello}/bin/${'a"b'}-${3}-${nix.str`x${pkgs.y}`}`)).toBe(
      '"${pkgs.hello}/bin/a\\"b-3-x${pkgs.y}"',
    );
    expect(printed(nix.str`$${pkgs.hello} \${HOME}`)).toBe('"\\$${pkgs.hello} \\${HOME}"');
  });

  test("raw source of several lines is indented like its surroundings, unless that would change a string", () => {
    const source = "{\n  a = 1;\n\n  b = ''\n    x\n  '';\n}";
    expect(printed({ x: { y: nix.raw(source), z: 1 } })).toBe(
      "{\n  x = {\n    y = {\n      a = 1;\n\n      b = ''\n        x\n      '';\n    };\n    z = 1;\n  };\n}",
    );
    expect(printed({ x: nix.raw('"one\n two"') })).toContain('"one\n two";');
  });

  test("indented removes the indentation of the surrounding TypeScript", () => {
    const script = nix.indented`
      set -e
      if true; then
        ${pkgs.hello}/bin/hello
      fi
    `;
    expect(printed({ script })).toBe(
      "{\n  script = ''\n    set -e\n    if true; then\n      ${pkgs.hello}/bin/hello\n    fi\n  '';\n}",
    );
  });

  test("comment is printed on the line above its binding, also of a folded one", () => {
    expect(printed({ a: { b: nix.comment("because", nix.force(1)) }, c: 2 })).toBe(
      "{\n  # because\n  a.b = lib.mkForce 1;\n  c = 2;\n}",
    );
    expect(printed({ a: nix.comment("one\ntwo", 1) })).toBe("{\n  # one\n  # two\n  a = 1;\n}");
  });

  test("rejects invalid names and paths immediately", () => {
    expect(() => nix.reference("if")).toThrow('"if" cannot be a variable');
    expect(() => nix.path("x")).toThrow('"x" is not a path: it must begin with ./, ../, or /');
    expect(() => nix.fn(["a b"], 1)).toThrow('"a b" cannot be a parameter');
  });
});

describe("printFile", () => {
  it("adds a blank line around each attribute of the outermost set that takes several lines", () => {
    const set = ast.attributeSet({
      bindings: [
        ast.binding("a", ast.int(1)),
        ast.binding("b", ast.int(2)),
        ast.binding("c", ast.list([ast.int(1), ast.int(2)])),
        ast.binding("d", ast.attributeSet({ bindings: [ast.binding("e", ast.int(3)), ast.binding("f", ast.int(4))] })),
        ast.binding("g", ast.int(5), "why"),
      ],
    });
    const body =
      "{\n  a = 1;\n  b = 2;\n\n  c = [\n    1\n    2\n  ];\n\n  d = {\n    e = 3;\n    f = 4;\n  };\n\n  # why\n  g = 5;\n}\n";
    expect(printFile(set)).toBe(body);
    expect(printFile(ast.lambda(ast.formals({ names: ["lib"], ellipsis: true }), set))).toBe(`{ lib, ... }:\n${body}`);
    expect(printFile(ast.attributeSet({ ...set, recursive: true }))).toBe(`rec ${body}`);
  });

  test("ends with one newline", () => {
    expect(printFile(ast.attributeSet({ bindings: [] }))).toBe("{ }\n");
  });
});
