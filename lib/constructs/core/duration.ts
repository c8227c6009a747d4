import type { IssueDetails } from "./annotations";
import { mark } from "./marks";
import { guardCalls } from "./arguments/guard-calls";

/**
 * A length of time, like `Duration` in AWS CDK: `Duration.seconds(30)`.
 * @public
 */
export class Duration {
  static {
    guardCalls(this, "Duration", { answer: ([issue]) => new Duration(0, "seconds", issue) });
  }

  /**
   * A number of seconds.
   * @param amount a whole number, 0 or more
   */
  static seconds(amount: number): Duration {
    return new Duration(amount, "seconds");
  }

  /**
   * A number of minutes.
   * @param amount a whole number, 0 or more
   */
  static minutes(amount: number): Duration {
    return new Duration(amount, "minutes");
  }

  private constructor(
    private readonly amount: number,
    private readonly unit: "seconds" | "minutes",
    private readonly callIssue?: IssueDetails,
  ) {}

  /** The duration in seconds. */
  toSeconds(): number {
    return this.amount * (this.unit === "minutes" ? 60 : 1);
  }

  /** The duration with its unit, such as `30 seconds`. */
  toString(): string {
    return `${String(this.amount)} ${this.unit}`;
  }

  /** The problem with the duration, if any; reported by the construct that uses it. */
  get issue(): IssueDetails | undefined {
    if (this.callIssue !== undefined) return this.callIssue;
    if (Number.isSafeInteger(this.amount) && this.amount >= 0) return undefined;
    return {
      code: "duration-impossible",
      message: `${this.toString()} is not a valid duration`,
      value: this.toString(),
      reason: "the time is counted in whole units",
      fix: "use a whole number of 0 or more, such as Duration.seconds(30)",
    };
  }
}
mark(Duration.prototype, "Duration");
