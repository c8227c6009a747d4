import type { ValuePath } from "../../nix";

const mark = Symbol.for("cdknix.Matcher");

/**
 * A difference between a value and a pattern.
 * @beta
 */
export interface Mismatch {
  /** Path in the value. */
  readonly path: ValuePath;
  /** The difference, as the rest of a sentence about that path: `is 5, not 3`. */
  readonly message: string;
}

/**
 * Result of comparing a value with a pattern.
 * @beta
 */
export interface MatchResult {
  /** Empty if the value matches. */
  readonly mismatches: readonly Mismatch[];
  /** Callbacks to run when the whole value matches, used for captures. */
  readonly whenMatched?: readonly (() => void)[];
}

/**
 * A matcher, used in a pattern instead of a value. Created by `Match`; extend this class for custom matchers. Patterns can
 * also contain matchers of jest (`expect.stringContaining`), and jest's `toEqual` accepts these matchers.
 * @beta
 */
export abstract class Matcher {
  /** Whether a value is a matcher, including one from another copy of the package. */
  static isMatcher(value: unknown): value is Matcher {
    return typeof value === "object" && value !== null && mark in value;
  }

  /** Makes jest call the matcher instead of comparing it. */
  readonly $$typeof = Symbol.for("jest.asymmetricMatcher");

  constructor() {
    Object.defineProperty(this, mark, { value: true });
  }

  /** Compares a value; undefined if it is missing. */
  abstract test(actual: unknown): MatchResult;

  /** The matcher as source code, for messages. */
  abstract toString(): string;

  /** Called by jest to match. */
  asymmetricMatch(actual: unknown): boolean {
    const { mismatches, whenMatched = [] } = this.test(actual);
    if (mismatches.length > 0) return false;
    for (const take of whenMatched) take();
    return true;
  }

  /** Called by jest to print. */
  toAsymmetricMatcher(): string {
    return this.toString();
  }
}
