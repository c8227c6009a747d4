import { formatSourceLocation, type SourceLocation } from "./source-location";

/**
 * `error` stops the synthesis, `warning` does so only with `--strict`, `info` never does.
 * @public
 */
export type Severity = "error" | "warning" | "info";

/**
 * Something wrong, or doubtful, in the user's program: what, where, why, and what to do.
 * @public
 */
export interface Issue {
  readonly severity: Severity;
  /** A stable name in kebab-case to search for, such as `ssh-key-malformed`. */
  readonly code: string;
  /** Path of the construct, such as `dotfiles/iso/networking`; empty when the issue belongs to none. */
  readonly constructPath: string;
  /** What is wrong, as one sentence without a full stop. */
  readonly message: string;
  /** The offending value as the user wrote it. */
  readonly value?: string;
  /** Why it is wrong: the rule, or what NixOS would do with it. */
  readonly reason?: string;
  /** What to do about it. */
  readonly fix?: string;
  /** The line of the user's program. */
  readonly source?: SourceLocation;
  /** Page that explains it, relative to the root of the cdknix package, such as `docs/lints/zfs-kernel.md`. */
  readonly documentation?: string;
}

/** One issue as people read it: several lines, no trailing newline. */
export function formatIssue(issue: Issue): string {
  const subject = issue.constructPath === "" ? "" : `${issue.constructPath}: `;
  const lines = [`${issue.severity}[${issue.code}]: ${subject}${issue.message}`];
  if (issue.value !== undefined) lines.push(`  value: ${issue.value}`);
  if (issue.reason !== undefined) lines.push(`  why:   ${issue.reason}`);
  if (issue.fix !== undefined) lines.push(`  fix:   ${issue.fix}`);
  if (issue.source !== undefined) lines.push(`  at:    ${formatSourceLocation(issue.source)}`);
  if (issue.documentation !== undefined) lines.push(`  docs:  node_modules/cdknix/${issue.documentation}`);
  return lines.join("\n");
}

/** Several issues, a blank line between two. */
export function formatIssues(issues: readonly Issue[]): string {
  return issues.map(formatIssue).join("\n\n");
}

/** Whether any of the issues forbids going on. */
export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === "error");
}
