import { Match } from "cdknix/testing";
import { compare, shown } from "../../lib/testing/match";

/** The differences as lines. */
function differences(pattern: unknown, actual: unknown): readonly string[] {
  return compare(pattern, actual, "partial").mismatches.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("patterns", () => {
  it.each<[unknown, unknown]>([
    [Match.anyValue(), null],
    [Match.absent(), undefined],
    [Match.arrayWith(["a", "c"]), ["a", "b", "c"]],
    [Match.arrayWith([{ a: 1 }]), [{ a: 1, b: 2 }]],
    [Match.arrayEquals(["a", { b: 1 }]), ["a", { b: 1 }]],
    [Match.objectLike({ a: { b: 1 } }), { a: { b: 1, c: 2 }, d: 3 }],
    [Match.objectEquals({ a: Match.objectLike({}) }), { a: { b: 1 } }],
    [Match.exact({ a: [1] }), { a: [1] }],
    [Match.not("a"), "b"],
    [Match.not(Match.absent()), "b"],
    [Match.stringLikeRegexp("^a+$"), "aaa"],
    [Match.stringLikeRegexp(/A/i), "bab"],
    [Match.serializedJson({ a: Match.anyValue() }), '{ "a": 1, "b": 2 }'],
    [{ a: Match.absent() }, { b: 1 }],
    [10n, 10],
  ])("%s matches %j", (pattern, actual) => {
    expect(differences(pattern, actual)).toEqual([]);
  });

  it.each<[unknown, unknown, readonly string[]]>([
    [Match.anyValue(), undefined, [": is missing"]],
    [Match.absent(), "a", [': is "a", but should be absent']],
    [Match.arrayWith(["c", "a"]), ["a", "b", "c"], [': has "a" only before a preceding element']],
    [Match.arrayWith([{ a: 1 }]), [{ a: 2 }, 5], [": has no { a: 1 }; the closest is { a: 2 }"]],
    [Match.arrayWith(["a"]), "a", [': is "a", not a list']],
    [Match.arrayEquals(["a"]), ["a", "b"], ['1: is "b", but was not expected']],
    [["a", "b"], ["a"], ['1: is missing: "b"']],
    [Match.objectEquals({ a: { b: 1 } }), { a: { b: 1, c: 2 } }, ["a.c: is 2, but was not expected"]],
    [Match.objectLike({ a: { b: 1 }, x: 1 }), { a: { b: 2 } }, ["a.b: is 2, not 1", "x: is missing: 1"]],
    [Match.not({ a: 1 }), { a: 1, b: 2 }, [": is { a: 1, b: 2 }, but should not be"]],
    [Match.stringLikeRegexp("x"), "a", [': is "a", which does not match /x/']],
    [Match.stringLikeRegexp("x"), 5, [": is 5, not a string"]],
    [Match.serializedJson({}), "{", [': is "{", which is not JSON']],
    ["1", 1, [': is 1, not "1"']],
  ])("%s does not match %j", (pattern, actual, expected) => {
    expect(differences(pattern, actual)).toEqual(expected);
  });

  it("are printed as source code", () => {
    expect(shown(Match.arrayWith(["a", Match.not(Match.objectLike({ "b-c": 1n, "d.e": undefined }))]))).toBe(
      'Match.arrayWith(["a", Match.not(Match.objectLike({ b-c: 1n }))])',
    );
  });
});
