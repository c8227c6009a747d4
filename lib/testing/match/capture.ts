import { captureEmpty } from "../errors";
import { compare, differs } from "./compare";
import { Matcher, type MatchResult } from "./matcher";
import { shown } from "./show";

/**
 * Captures the value at its place in a pattern, when the whole pattern matches:
 * `host.hasOption("users.users", { root: { hashedPassword: capture } })`.
 * @typeParam Value type of the value, which is not checked
 * @beta
 */
export class Capture<Value = unknown> extends Matcher {
  private readonly taken: Value[] = [];

  /** @param pattern pattern that the value must match. Default: any value */
  constructor(private readonly pattern?: unknown) {
    super();
  }

  test(actual: unknown): MatchResult {
    if (actual === undefined) return differs("is missing, so it cannot be captured");
    const { mismatches, whenMatched = [] } =
      this.pattern === undefined ? { mismatches: [] } : compare(this.pattern, actual, "partial");
    return { mismatches, whenMatched: [...whenMatched, () => this.taken.push(actual as Value)] };
  }

  /** Every captured value, in order. */
  get values(): readonly Value[] {
    return this.taken;
  }

  /**
   * The value captured last.
   * @throws an error if no value was captured
   */
  get value(): Value {
    if (this.taken.length === 0) throw captureEmpty();
    return this.taken[this.taken.length - 1] as Value;
  }

  toString(): string {
    return `new Capture(${this.pattern === undefined ? "" : shown(this.pattern)})`;
  }
}
