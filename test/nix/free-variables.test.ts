import { ast, freeVariables, type Expression } from "../../lib/nix";

const { identifier: id } = ast;

function free(expression: Expression): readonly string[] {
  return [...freeVariables(expression)].sort();
}

describe("freeVariables", () => {
  test("omits names that functions, let, and recursive sets bind", () => {
    expect(free(ast.lambda("a", ast.apply(id("a"), id("b"))))).toEqual(["b"]);
    const pattern = ast.formals({ names: ["a", { name: "c", default: id("a") }], as: "args" });
    expect(free(ast.lambda(pattern, ast.list([id("a"), id("args"), id("d")])))).toEqual(["d"]);
    expect(free(ast.letIn([ast.binding("x", id("y")), ast.binding("y", id("z"))], id("x")))).toEqual(["z"]);
    const bindings = [ast.binding("a", id("b")), ast.binding("b", id("c"))];
    expect(free(ast.attributeSet({ recursive: true, bindings }))).toEqual(["c"]);
    expect(free(ast.attributeSet({ bindings }))).toEqual(["b", "c"]);
  });

  test("binds a name only where it is in scope", () => {
    expect(free(ast.list([ast.lambda("a", id("a")), id("a")]))).toEqual(["a"]);
    expect(free(ast.lambda("a", ast.list([ast.lambda("a", id("a")), id("a")])))).toEqual([]);
  });

  test("includes inherited names, interpolations, dynamic names, and names under with", () => {
    expect(free(ast.attributeSet({ bindings: [ast.inherit(["a"]), ast.inherit(["b"], id("c"))] }))).toEqual(["a", "c"]);
    expect(free(ast.letIn([ast.inherit(["a"])], id("a")))).toEqual(["a"]);
    expect(free(ast.string("x", id("a")))).toEqual(["a"]);
    expect(free(ast.select(id("a"), ["b", id("c")]))).toEqual(["a", "c"]);
    expect(free(ast.withIn(id("pkgs"), id("git")))).toEqual(["git", "pkgs"]);
  });

  test("includes every word of raw source that may be a variable, and no others", () => {
    const words = (source: string): readonly string[] => free(ast.raw(source));
    expect(words("lib.mkIf config.a.b { pkgs = x; }")).toEqual(["config", "lib", "x"]);
    expect(words('"pkgs ${lib.x "${y}"} config" # options')).toEqual(["lib", "y"]);
    expect(words("''pkgs ''${lib} ${config.a} '''${inputs}''")).toEqual(["config", "inputs"]);
    expect(words("''${lib.x}'' + config.a")).toEqual(["config", "lib"]);
    expect(words("/* pkgs */ ./lib/pkgs + a == b")).toEqual(["a", "b"]);
    expect(words("<nixpkgs> 1e5 a . b a.b.${c}")).toEqual(["a", "c"]);
    expect(words("if a then let b = 1; in b else rec { }")).toEqual(["a", "b"]);
  });
});
