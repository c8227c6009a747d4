import { isNixExpression, toExpression, type ValuePath } from "../../nix";
import { dataOf, isSet, NixText } from "../option-data";
import { Matcher, type MatchResult, type Mismatch } from "./matcher";
import { shown } from "./show";

/** How to compare sets: `exact` rejects additional attributes, `partial` accepts them. */
export type Strictness = "exact" | "partial";

/** A matcher of jest, such as `expect.any(String)`. */
interface AsymmetricMatcher {
  asymmetricMatch(actual: unknown): boolean;
}

/** Compares a value with a pattern, which may contain data, Nix expressions, and matchers. */
export function compare(pattern: unknown, actual: unknown, strictness: Strictness): MatchResult {
  if (Matcher.isMatcher(pattern)) return pattern.test(actual);
  if (isAsymmetric(pattern)) return pattern.asymmetricMatch(actual) ? matches : differs(`is ${shown(actual)}`);
  if (isNixExpression(pattern)) {
    const converted = toExpression(pattern);
    if (converted._tag === "Left") return differs("is compared with a value that cannot be represented in Nix");
    return compare(dataOf(converted.right), actual, strictness);
  }
  if (Array.isArray(pattern)) return compareList(pattern, actual, strictness);
  if (isSet(pattern)) return compareSet(pattern, actual, strictness);
  return isSame(pattern, actual) ? matches : differs(`is ${shown(actual)}, not ${shown(pattern)}`);
}

const matches: MatchResult = { mismatches: [] };

/** A result with one mismatch of the value itself. */
export function differs(message: string): MatchResult {
  return { mismatches: [{ path: [], message }] };
}

/** Combines results for parts of a value. */
function together(parts: readonly (readonly [ValuePath, MatchResult])[]): MatchResult {
  return {
    mismatches: parts.flatMap(([path, { mismatches }]) =>
      mismatches.map((mismatch): Mismatch => ({ ...mismatch, path: [...path, ...mismatch.path] })),
    ),
    whenMatched: parts.flatMap(([, { whenMatched = [] }]) => whenMatched),
  };
}

function compareList(pattern: readonly unknown[], actual: unknown, strictness: Strictness): MatchResult {
  if (!Array.isArray(actual)) return differs(`is ${shown(actual)}, not a list`);
  const length = Math.max(pattern.length, actual.length);
  const parts = Array.from({ length }, (_, index): readonly [ValuePath, MatchResult] => {
    if (index >= pattern.length) return [[index], differs(`is ${shown(actual[index])}, but was not expected`)];
    if (index >= actual.length) return [[index], differs(`is missing: ${shown(pattern[index])}`)];
    return [[index], compare(pattern[index], actual[index], strictness)];
  });
  return together(parts);
}

function compareSet(pattern: Readonly<Record<string, unknown>>, actual: unknown, strictness: Strictness): MatchResult {
  if (!isSet(actual)) return differs(`is ${shown(actual)}, not a set`);
  const expected = Object.entries(pattern).filter(([, value]) => value !== undefined);
  const parts = expected.map(([name, value]): readonly [ValuePath, MatchResult] => {
    const isMissing = !(name in actual) && !Matcher.isMatcher(value);
    return [[name], isMissing ? differs(`is missing: ${shown(value)}`) : compare(value, actual[name], strictness)];
  });
  const names = new Set(expected.map(([name]) => name));
  const others = strictness === "partial" ? [] : Object.keys(actual).filter((name) => !names.has(name));
  return together([
    ...parts,
    ...others.map((name) => [[name], differs(`is ${shown(actual[name])}, but was not expected`)] as const),
  ]);
}

function isSame(expected: unknown, actual: unknown): boolean {
  if (NixText.isNixText(expected)) return NixText.isNixText(actual) && actual.nix === expected.nix;
  if (typeof expected === "bigint" && typeof actual === "number") return Number(expected) === actual;
  return Object.is(expected, actual) || (expected === 0 && actual === 0);
}

function isAsymmetric(value: unknown): value is AsymmetricMatcher {
  return typeof value === "object" && value !== null && "asymmetricMatch" in value;
}
