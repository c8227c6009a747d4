import { documentationUrl, formatIssues, type Issue } from "../model";
import { sourceStack } from "./source-stack";

/**
 * Who has to act: `usage`: the person at the command line; `program`: the author of the program; `evaluation` and `build`:
 * the author of the code that Nix evaluates or builds; `boot`: the author of an image that fails its boot test;
 * `machine`: the administrator of this machine; `unexpected`: the authors of cdknix.
 */
export type FailureKind = "usage" | "program" | "evaluation" | "build" | "boot" | "machine" | "unexpected";

/** The parts of a {@link Failure}. */
export interface FailureProps {
  readonly kind: FailureKind;
  /** A stable, searchable name in kebab-case, such as `disk-full`. */
  readonly code: string;
  /** The problem: one sentence without a period. */
  readonly message: string;
  /** Why it is wrong. */
  readonly reason?: string | undefined;
  /** The fix: an imperative, or code to paste. */
  readonly fix?: string | undefined;
  /** Output of another program, shown below the message; may have several lines. */
  readonly output?: string | undefined;
  /** The full output, of which `output` is an excerpt. `--verbose` shows it instead. */
  readonly wholeOutput?: string | undefined;
  /** Details for debugging, such as a command line or a duration. Shown by `--verbose`. */
  readonly details?: string | undefined;
  /** Mistakes in the program with their locations, shown before the message. */
  readonly issues?: readonly Issue[] | undefined;
  readonly cause?: unknown;
}

const mark = Symbol.for("cdknix.Failure");

/** An error for people: what, why, and how to fix it. Created by the factories in `errors.ts` files. */
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
   * The same failure, attributed to mistakes in the program that only the caller can locate.
   * @param output the relevant part of the output
   */
  attributedTo(issues: readonly Issue[], output: string): Failure {
    const { kind, message, details, cause } = this;
    const code = issues[0]?.code ?? this.code;
    return new Failure({ kind, code, message, output, wholeOutput: this.output, details, issues, cause });
  }
}

/** Whether a thrown value is a {@link Failure}, including one from another copy of this package. */
export function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null && mark in value;
}

/** Formats a failure for people: several lines, no trailing newline. */
export function formatFailure(failure: FailureProps, options: { readonly verbose?: boolean } = {}): string {
  const issues = failure.issues ?? [];
  const lines =
    issues.length === 0 ? [`error[${failure.code}]: ${failure.message}`] : [formatIssues(issues), "", failure.message];
  const output = options.verbose === true ? (failure.wholeOutput ?? failure.output) : failure.output;
  if (output !== undefined) lines.push(...output.split("\n").map((line) => `  | ${line}`.trimEnd()));
  if (failure.reason !== undefined) lines.push(`  why:   ${failure.reason}`);
  if (failure.fix !== undefined) lines.push(`  fix:   ${failure.fix}`);
  if (issues.length === 0) lines.push(`  docs:  ${documentationUrl(failure)}`);
  if (options.verbose === true && failure.details !== undefined) lines.push(indent(failure.details));
  return lines.join("\n");
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

/** An error that cdknix did not anticipate, which is a bug. */
export function unexpectedFailure(error: unknown): Failure {
  const isError = error instanceof Error;
  return new Failure({
    kind: "unexpected",
    code: "unexpected",
    message: isError ? error.message : String(error),
    reason: "this is a bug in cdknix",
    fix: "run again with --verbose and report the output",
    details: isError && error.stack !== undefined ? sourceStack(error.stack) : undefined,
    cause: error,
  });
}
