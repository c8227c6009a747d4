import { captureEmpty } from "../errors";
import { compare, differs } from "./compare";
import { Matcher, type MatchResult } from "./matcher";
import { shown } from "./show";

/**
 * Takes the value that stands where it stands, once all of the pattern around it has matched:
 * `host.hasOption("users.users", { root: { hashedPassword: capture } })`.
 * @typeParam Value what the value is taken for; nothing checks that it is
 * @beta
 */
export class Capture<Value = unknown> extends Matcher {
  private readonly taken: Value[] = [];

  /** @param pattern what the value must be to be taken. Default: anything */
  constructor(private readonly pattern?: unknown) {
    super();
  }

  test(actual: unknown): MatchResult {
    if (actual === undefined) return differs("is missing, and was to be captured");
    const { mismatches, whenMatched = [] } =
      this.pattern === undefined ? { mismatches: [] } : compare(this.pattern, actual, "partial");
    return { mismatches, whenMatched: [...whenMatched, () => this.taken.push(actual as Value)] };
  }

  /** Every value that was taken, in order. */
  get values(): readonly Value[] {
    return this.taken;
  }

  /**
   * The value that was taken last.
   * @throws an error when none was
   */
  get value(): Value {
    if (this.taken.length === 0) throw captureEmpty();
    return this.taken[this.taken.length - 1] as Value;
  }

  toString(): string {
    return `new Capture(${this.pattern === undefined ? "" : shown(this.pattern)})`;
  }
}
