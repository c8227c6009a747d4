import { nearestName } from "../../options/nearest-name";
import { compare, differs } from "./compare";
import { Matcher, type MatchResult } from "./matcher";
import { shown } from "./show";

/** A list that contains some elements in order. */
export class ArrayWithMatch extends Matcher {
  constructor(private readonly elements: readonly unknown[]) {
    super();
  }

  test(actual: unknown): MatchResult {
    if (!Array.isArray(actual)) return differs(`is ${shown(actual)}, not a list`);
    const whenMatched: (() => void)[] = [];
    let from = 0;
    for (const element of this.elements) {
      const results = actual.slice(from).map((item) => compare(element, item, "partial"));
      const found = results.findIndex(({ mismatches }) => mismatches.length === 0);
      if (found < 0) return differs(missing(element, actual, from));
      whenMatched.push(...(results[found]?.whenMatched ?? []));
      from += found + 1;
    }
    return { mismatches: [], whenMatched };
  }

  toString(): string {
    return `Match.arrayWith(${shown(this.elements)})`;
  }
}

function missing(element: unknown, items: readonly unknown[], from: number): string {
  const before = items.slice(0, from).some((item) => compare(element, item, "partial").mismatches.length === 0);
  if (before) return `has ${shown(element)} only before a preceding element`;
  const closest = closestTo(element, items);
  return `has no ${shown(element)}${closest === undefined ? "" : `; the closest is ${shown(closest)}`}`;
}

/** For a string, the one with the smallest edit distance; otherwise the value with the fewest differences. */
function closestTo(element: unknown, items: readonly unknown[]): unknown {
  if (typeof element === "string") {
    return nearestName(
      element,
      items.filter((item) => typeof item === "string"),
    );
  }
  const differences = items.map((item) => compare(element, item, "partial").mismatches);
  // A difference of the whole value does not show similarity.
  const partial = differences.map((mismatches) =>
    mismatches.some(({ path }) => path.length === 0) ? Infinity : mismatches.length,
  );
  const least = Math.min(...partial);
  return Number.isFinite(least) ? items[partial.indexOf(least)] : undefined;
}
