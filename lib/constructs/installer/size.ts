import type { IssueDetails } from "../core";

/**
 * An amount of bytes, as the `Size` of AWS CDK and cdk8s: `Size.mebibytes(700)` is what fits on a CD.
 * @public
 */
export class Size {
  /** @param amount a whole number from 0 on */
  static bytes(amount: number): Size {
    return new Size(amount, "bytes");
  }

  /** @param amount in units of 1024 bytes; from 0 on */
  static kibibytes(amount: number): Size {
    return new Size(amount, "KiB");
  }

  /** @param amount in units of 1024² bytes; from 0 on */
  static mebibytes(amount: number): Size {
    return new Size(amount, "MiB");
  }

  /** @param amount in units of 1024³ bytes; from 0 on */
  static gibibytes(amount: number): Size {
    return new Size(amount, "GiB");
  }

  /** @param amount in units of 1024⁴ bytes; from 0 on */
  static tebibytes(amount: number): Size {
    return new Size(amount, "TiB");
  }

  private constructor(
    private readonly amount: number,
    private readonly unit: keyof typeof bytesOf,
  ) {}

  /** The size in bytes, rounded down to whole ones. */
  toBytes(): number {
    return Math.floor(this.amount * bytesOf[this.unit]);
  }

  /** As people write it, such as `700 MiB`. */
  toString(): string {
    return `${String(this.amount)} ${this.unit}`;
  }

  /** What is wrong with it; reported by the construct that uses it. */
  get issue(): IssueDetails | undefined {
    if (Number.isSafeInteger(this.toBytes()) && this.amount >= 0) return undefined;
    return {
      code: "size-impossible",
      message: "this is not an amount of bytes",
      value: this.toString(),
      fix: "use a number from 0 on, such as Size.mebibytes(700)",
    };
  }
}

const bytesOf = { bytes: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 };
