import { formatIssues, type Issue } from "../../model";

const mark = Symbol.for("cdknix.SynthesisError");

/**
 * Thrown by `App.synth()` if the program has errors: contains all issues. Nothing was written.
 * @public
 */
export class SynthesisError extends Error {
  /** Whether a value is a synthesis error, including one from another copy of the package. */
  static isSynthesisError(value: unknown): value is SynthesisError {
    return typeof value === "object" && value !== null && mark in value;
  }

  constructor(
    /** All errors, and warnings if there are any. */
    readonly issues: readonly Issue[],
  ) {
    super(`\n${formatIssues(issues)}`);
    this.name = "SynthesisError";
    Object.defineProperty(this, mark, { value: true });
    // The issues name the user's lines; the stack trace through this library is not useful.
    this.stack = `${this.name}: ${this.message}`;
  }
}
