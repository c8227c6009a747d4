const mark = Symbol.for("cdknix.ProgramError");

/** The parts of a {@link ProgramError}. */
export interface ProgramErrorProps {
  /** A stable name in kebab-case. */
  readonly code: string;
  /** The problem: one sentence without a period. */
  readonly message: string;
  readonly value?: string | undefined;
  readonly reason?: string | undefined;
  readonly fix?: string | undefined;
}

/** A mistake in a program that ends it, because there is no construct to report it on. */
export class ProgramError extends Error implements ProgramErrorProps {
  readonly code: string;
  readonly value: string | undefined;
  readonly reason: string | undefined;
  readonly fix: string | undefined;

  constructor({ code, message, value, reason, fix }: ProgramErrorProps) {
    super(message);
    this.code = code;
    this.value = value;
    this.reason = reason;
    this.fix = fix;
    Object.defineProperty(this, mark, { value: true });
  }
}

/** Whether a thrown value is a {@link ProgramError}, including one from another copy of this package. */
export function isProgramError(value: unknown): value is ProgramError {
  return typeof value === "object" && value !== null && mark in value;
}
