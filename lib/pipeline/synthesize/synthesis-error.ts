import { formatIssues, type Issue } from "../../model";

const mark = Symbol.for("cdknix.SynthesisError");

/**
 * What `App.synth()` throws when the program is wrong: every issue at once. Nothing has been written.
 * @public
 */
export class SynthesisError extends Error {
  /** Whether a value is a synthesis error, of this copy of the package or another. */
  static isSynthesisError(value: unknown): value is SynthesisError {
    return typeof value === "object" && value !== null && mark in value;
  }

  constructor(
    /** What is wrong; warnings are among them. */
    readonly issues: readonly Issue[],
  ) {
    super(`\n${formatIssues(issues)}`);
    this.name = "SynthesisError";
    Object.defineProperty(this, mark, { value: true });
    // The issues name the user's lines; the way through this library helps nobody.
    this.stack = `${this.name}: ${this.message}`;
  }
}
