import { documentationUrl } from "./documentation-url";
import { formatSourceLocation, type SourceLocation } from "./source-location";

/**
 * `error` stops synthesis, `warning` stops it only with `--strict`, and `info` never does.
 * @public
 */
export type Severity = "error" | "warning" | "info";

/**
 * A problem in the user's program, or something that is probably a mistake: what, where, why, and how to fix it.
 * @public
 */
export interface Issue {
  readonly severity: Severity;
  /** A stable name in kebab-case to search for, such as `ssh-key-malformed`. */
  readonly code: string;
  /** Path of the construct, such as `dotfiles/iso/networking`; empty if the issue belongs to none. */
  readonly constructPath: string;
  /** The problem, as one sentence without a period. */
  readonly message: string;
  /** The offending value as the user wrote it. */
  readonly value?: string;
  /** The reason: the rule, or how NixOS would treat the value. */
  readonly reason?: string;
  /** How to fix it. */
  readonly fix?: string;
  /** The line of the user's program. */
  readonly source?: SourceLocation;
  /** The lines around the error, with a marker. */
  readonly excerpt?: string;
  /** Page of the documentation that explains the issue, such as `lints/zfs-kernel`. Default: `errors/` and the code. */
  readonly documentation?: string;
}

/** The reason and fix of an issue, without those that are undefined. */
export function explanationOf({
  reason,
  fix,
}: {
  readonly reason?: string | undefined;
  readonly fix?: string | undefined;
}): Pick<Issue, "reason" | "fix"> {
  return { ...(reason === undefined ? {} : { reason }), ...(fix === undefined ? {} : { fix }) };
}

/** Formats an issue for people: several lines, no trailing newline. */
export function formatIssue(issue: Issue): string {
  const subject = issue.constructPath === "" ? "" : `${issue.constructPath}: `;
  const lines = [`${issue.severity}[${issue.code}]: ${subject}${issue.message}`];
  if (issue.value !== undefined) lines.push(`  value: ${issue.value}`);
  if (issue.reason !== undefined) lines.push(`  why:   ${issue.reason}`);
  if (issue.fix !== undefined) lines.push(`  fix:   ${issue.fix}`);
  if (issue.source !== undefined) lines.push(`  at:    ${formatSourceLocation(issue.source)}`);
  if (issue.excerpt !== undefined) lines.push(...issue.excerpt.split("\n").map((line) => `  ${line}`.trimEnd()));
  lines.push(`  docs:  ${documentationUrl(issue)}`);
  return lines.join("\n");
}

/** Formats several issues, separated by blank lines. */
export function formatIssues(issues: readonly Issue[]): string {
  return issues.map(formatIssue).join("\n\n");
}

/** Whether any of the issues is an error. */
export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === "error");
}
