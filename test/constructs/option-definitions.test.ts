import { optionDefinitions, type Visit } from "../../lib/constructs/collect/options/option-definitions";
import { lib, nix, printExpression, toExpression, type NixValue } from "../../lib/nix";

function definitionsIn(value: NixValue, visit?: (path: readonly string[]) => Visit): readonly string[] {
  const converted = toExpression(value);
  if (converted._tag === "Left") throw new Error("the value cannot be represented in Nix");
  return optionDefinitions(converted.right, visit).map(
    ({ path, priority, isConditional, value: found }) =>
      `${path.join(".")} = ${printExpression(found).replace(/\s+/g, " ")} @${String(priority)}${isConditional ? " if" : ""}`,
  );
}

describe("optionDefinitions", () => {
  it("finds every value with its priority, in order, folded or not", () => {
    expect(
      definitionsIn({
        a: { b: 1, c: { d: ["x"] } },
        e: nix.force({ f: true, g: nix.default(2) }),
        h: {},
        i: lib.version,
      }),
    ).toEqual([
      "a.b = 1 @100",
      'a.c.d = [ "x" ] @100',
      "e.f = true @50",
      "e.g = 2 @1000",
      "h = { } @100",
      "i = lib.version @100",
    ]);
  });

  it("looks inside conditions, merges, orders, and overrides", () => {
    expect(
      definitionsIn({
        a: nix.when(lib.x, { b: nix.before(["y"]) }),
        c: nix.merge({ d: 1 }, nix.override(7, { d: 2 })),
        e: nix.raw("lib.mkForce 1"),
      }),
    ).toEqual(['a.b = [ "y" ] @100 if', "c.d = 1 @100", "c.d = 2 @7", "e = lib.mkForce 1 @100"]);
  });

  it("stops at the visitor's request, even in the middle of a dotted name", () => {
    const visit = (path: readonly string[]): Visit =>
      path[0] === "skipped" ? "skip" : path.join(".") === "a.b" ? "leaf" : "descend";
    expect(definitionsIn({ a: { b: { c: { d: 1 } } }, skipped: { x: 1 }, z: 1 }, visit)).toEqual([
      "a.b = { c.d = 1; } @100",
      "z = 1 @100",
    ]);
  });

  it("handles values that are nested deeper than the call stack", () => {
    let value: NixValue = 1;
    for (let depth = 0; depth < 10_000; depth += 1) value = [depth % 2 === 0 ? { a: value, b: 2 } : value];
    expect(definitionsIn({ a: value }, (path) => (path.length > 0 ? "leaf" : "descend"))).toHaveLength(1);
  });
});
