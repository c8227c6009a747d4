import type { ValuePath } from "../../nix";

const mark = Symbol.for("cdknix.Matcher");

/**
 * One difference between a value and what was expected of it.
 * @beta
 */
export interface Mismatch {
  /** Where in the value. */
  readonly path: ValuePath;
  /** What is different there, as the rest of a sentence about that place: `is 5, not 3`. */
  readonly message: string;
}

/**
 * How a value compares with a pattern.
 * @beta
 */
export interface MatchResult {
  /** Empty when the value matches. */
  readonly mismatches: readonly Mismatch[];
  /** What to do when the whole value matches, of which this may be a part: captures are taken. */
  readonly whenMatched?: readonly (() => void)[];
}

/**
 * What may stand in a pattern in the place of a value. Made by `Match`; extend it for matchers of your own. Those of jest
 * (`expect.stringContaining`) may stand there, too, and these in the patterns of jest's `toEqual`.
 * @beta
 */
export abstract class Matcher {
  /** Whether a value is a matcher, of this copy of the package or another. */
  static isMatcher(value: unknown): value is Matcher {
    return typeof value === "object" && value !== null && mark in value;
  }

  /** How jest tells that it is not compared but asked. */
  readonly $$typeof = Symbol.for("jest.asymmetricMatcher");

  constructor() {
    Object.defineProperty(this, mark, { value: true });
  }

  /** Compares a value, which is undefined where there is none. */
  abstract test(actual: unknown): MatchResult;

  /** The matcher as one would write it, for messages. */
  abstract toString(): string;

  /** What jest asks. */
  asymmetricMatch(actual: unknown): boolean {
    const { mismatches, whenMatched = [] } = this.test(actual);
    if (mismatches.length > 0) return false;
    for (const take of whenMatched) take();
    return true;
  }

  /** What jest shows. */
  toAsymmetricMatcher(): string {
    return this.toString();
  }
}
