import { formatIssues, type Issue } from "../model";

/**
 * Who has to act: `usage` the person at the command line, `program` the author of the program, `evaluation` and `build`
 * whoever wrote what Nix evaluates or builds, `boot` whoever made an image that does not do what it was to when it boots,
 * `machine` whoever keeps this machine, `unexpected` the authors of cdknix.
 */
export type FailureKind = "usage" | "program" | "evaluation" | "build" | "boot" | "machine" | "unexpected";

/** What a {@link Failure} says. */
export interface FailureProps {
  readonly kind: FailureKind;
  /** A stable name in kebab-case to search for, such as `disk-full`. */
  readonly code: string;
  /** What is wrong, as one sentence without a full stop. */
  readonly message: string;
  /** Why it is wrong. */
  readonly reason?: string | undefined;
  /** What to do about it. */
  readonly fix?: string | undefined;
  /** What another program said about it, several lines, shown below the message. */
  readonly output?: string | undefined;
  /** All that it said, where `output` is what matters of it. Shown by `--verbose`, in its place. */
  readonly wholeOutput?: string | undefined;
  /** What only the curious need: a command line, a duration. Shown by `--verbose`. */
  readonly details?: string | undefined;
  /** What is wrong in the program, each with its place; they are shown before the message. */
  readonly issues?: readonly Issue[] | undefined;
  readonly cause?: unknown;
}

const mark = Symbol.for("cdknix.Failure");

/** A failure that is told to a person: what, why, what to do. Made by the factories in `errors.ts` files. */
export class Failure extends Error implements FailureProps {
  readonly kind: FailureKind;
  readonly code: string;
  readonly reason: string | undefined;
  readonly fix: string | undefined;
  readonly output: string | undefined;
  readonly wholeOutput: string | undefined;
  readonly details: string | undefined;
  readonly issues: readonly Issue[] | undefined;

  constructor(props: FailureProps) {
    super(props.message, props.cause === undefined ? undefined : { cause: props.cause });
    this.name = "Failure";
    this.kind = props.kind;
    this.code = props.code;
    this.reason = props.reason;
    this.fix = props.fix;
    this.output = props.output;
    this.wholeOutput = props.wholeOutput;
    this.details = props.details;
    this.issues = props.issues;
    Object.defineProperty(this, mark, { value: true });
  }

  /**
   * The same failure as mistakes in the program, which are known only further out.
   * @param output what matters of what was said
   */
  attributedTo(issues: readonly Issue[], output: string): Failure {
    const { kind, message, details, cause } = this;
    const code = issues[0]?.code ?? this.code;
    return new Failure({ kind, code, message, output, wholeOutput: this.output, details, issues, cause });
  }
}

/** Whether a thrown value is a {@link Failure}, also one of another copy of this package. */
export function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null && mark in value;
}

/** A failure as people read it: several lines, no trailing newline. */
export function formatFailure(failure: FailureProps, options: { readonly verbose?: boolean } = {}): string {
  const issues = failure.issues ?? [];
  const lines =
    issues.length === 0 ? [`error[${failure.code}]: ${failure.message}`] : [formatIssues(issues), "", failure.message];
  const output = options.verbose === true ? (failure.wholeOutput ?? failure.output) : failure.output;
  if (output !== undefined) lines.push(...output.split("\n").map((line) => `  | ${line}`.trimEnd()));
  if (failure.reason !== undefined) lines.push(`  why:   ${failure.reason}`);
  if (failure.fix !== undefined) lines.push(`  fix:   ${failure.fix}`);
  if (options.verbose === true && failure.details !== undefined) lines.push(indent(failure.details));
  return lines.join("\n");
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

/** Something that no one foresaw: a mistake of ours. */
export function unexpectedFailure(error: unknown): Failure {
  const isError = error instanceof Error;
  return new Failure({
    kind: "unexpected",
    code: "unexpected",
    message: isError ? error.message : String(error),
    reason: "this is a mistake in cdknix",
    fix: "run again with --verbose and report what it shows",
    details: isError ? error.stack : undefined,
    cause: error,
  });
}
