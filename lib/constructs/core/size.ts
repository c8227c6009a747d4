import type { IssueDetails } from "./annotations";
import { mark } from "./marks";
import { guardCalls } from "./arguments/guard-calls";

/**
 * A size in bytes, like `Size` in AWS CDK and cdk8s. `Size.mebibytes(700)` fits on a CD.
 * @public
 */
export class Size {
  static {
    guardCalls(this, "Size", { answer: ([issue]) => new Size(0, "bytes", issue) });
  }

  /** @param amount a whole number, 0 or more */
  static bytes(amount: number): Size {
    return new Size(amount, "bytes");
  }

  /** @param amount number of units of 1024 bytes, 0 or more */
  static kibibytes(amount: number): Size {
    return new Size(amount, "KiB");
  }

  /** @param amount number of units of 1024² bytes, 0 or more */
  static mebibytes(amount: number): Size {
    return new Size(amount, "MiB");
  }

  /** @param amount number of units of 1024³ bytes, 0 or more */
  static gibibytes(amount: number): Size {
    return new Size(amount, "GiB");
  }

  /** @param amount number of units of 1024⁴ bytes, 0 or more */
  static tebibytes(amount: number): Size {
    return new Size(amount, "TiB");
  }

  private constructor(
    private readonly amount: number,
    private readonly unit: keyof typeof bytesOf,
    private readonly callIssue?: IssueDetails,
  ) {}

  /** The size in whole bytes, rounded down. */
  toBytes(): number {
    return Math.floor(this.amount * bytesOf[this.unit]);
  }

  /** The size with its unit, such as `700 MiB`. */
  toString(): string {
    return `${String(this.amount)} ${this.unit}`;
  }

  /** The problem with the size, if any; reported by the construct that uses it. */
  get issue(): IssueDetails | undefined {
    if (this.callIssue !== undefined) return this.callIssue;
    if (Number.isSafeInteger(this.toBytes()) && this.amount >= 0) return undefined;
    return {
      code: "size-impossible",
      message: `${this.toString()} is not a valid size`,
      value: this.toString(),
      fix: "use a number of 0 or more, such as Size.mebibytes(700)",
    };
  }
}
mark(Size.prototype, "Size");

const bytesOf = { bytes: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 };
