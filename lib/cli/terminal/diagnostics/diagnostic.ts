import { documentationUrl, explanationOf, type Issue, type Severity, type SourceLocation } from "../../../model";
import type { Failure } from "../../../platform/failure";

/** An error, warning, or note, as `--json` prints it. Every key is always present. */
export interface Diagnostic {
  readonly severity: Severity;
  /** A stable name to search for, such as `host-unknown`. */
  readonly code: string;
  readonly message: string;
  /** The offending value. */
  readonly value: string | null;
  /** The reason. */
  readonly why: string | null;
  readonly fix: string | null;
  /** Address of the page about the code. */
  readonly docs: string;
  /** Path of the construct, such as `dotfiles/iso/networking`. */
  readonly construct: string | null;
  /** The file, relative to the project if it is inside it. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** A failed run, as `--json` prints it. */
export interface FailedRun {
  /** The error in one sentence. */
  readonly message: string;
  /** Output of Nix or another program that explains the error. */
  readonly output: string | null;
  /** Everything that was reported, in order; at least one error. */
  readonly issues: readonly Diagnostic[];
}

/** Converts a failure and the warnings before it. */
export function failedRun(before: readonly Issue[], failure: Failure): FailedRun {
  return {
    message: failure.message,
    output: failure.output ?? null,
    issues: [...before, ...issuesOf(failure)].map(diagnosticOf),
  };
}

/** The issues of a failure, at least one of them an error: the failure itself if it has none. */
export function issuesOf(failure: Failure): readonly Issue[] {
  const { code, message, issues = [] } = failure;
  if (issues.some(({ severity }) => severity === "error")) return issues;
  const own: Issue = {
    severity: "error",
    code,
    constructPath: "",
    message,
    ...explanationOf(failure),
  };
  return [...issues, own];
}

function diagnosticOf(issue: Issue): Diagnostic {
  const { severity, code, message, value, reason, fix, constructPath, source } = issue;
  const { file, line, column }: Partial<SourceLocation> = source ?? {};
  return {
    severity,
    code,
    message,
    value: value ?? null,
    why: reason ?? null,
    fix: fix ?? null,
    docs: documentationUrl(issue),
    construct: constructPath === "" ? null : constructPath,
    file: file ?? null,
    line: line ?? null,
    column: column ?? null,
  };
}

/** The text of an issue without its location: message, value, reason, fix, and address, one per line. */
export function issueText(issue: Issue): string {
  const { constructPath, message, value, reason, fix } = issue;
  const subject = constructPath === "" ? "" : `${constructPath}: `;
  const details = { value, why: reason, fix, docs: documentationUrl(issue) };
  const lines = Object.entries(details).flatMap(([name, text]) => (text === undefined ? [] : [`${name}: ${text}`]));
  return [subject + message, ...lines].join("\n");
}
