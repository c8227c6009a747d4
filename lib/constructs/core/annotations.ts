import type { IConstruct } from "constructs";
import type { Issue, Severity } from "../../model";

/** Type of the metadata entries on a construct's node that hold issues. */
export const issueMetadata = "cdknix:issue";

/** Type of the metadata entries that hold the code of a warning that is accepted, with the reason. */
export const acknowledgementMetadata = "cdknix:acknowledged";

/** A warning that somebody has accepted. */
export interface Acknowledgement {
  readonly code: string;
  readonly reason?: string;
}

/**
 * An issue as a construct states it; construct path and source line are added at synthesis.
 * @public
 */
export type IssueDetails = Pick<Issue, "message"> & Partial<Pick<Issue, "code" | "value" | "reason" | "fix">>;

/** An issue in the metadata of a construct. */
export type RecordedIssue = IssueDetails & Pick<Issue, "severity" | "code">;

/**
 * Messages attached to constructs. They are reported together when the program is synthesized; an error stops the
 * synthesis before anything is written.
 *
 * @example
 * Annotations.of(host).addWarning("This host has no ssh key.");
 * @public
 */
export class Annotations {
  /** The annotations of a construct. */
  static of(construct: IConstruct): Annotations {
    return new Annotations(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /** Stops the synthesis. `code` defaults to `annotation`. */
  addError(issue: string | IssueDetails): void {
    this.add("error", issue);
  }

  /** Is shown, and stops the synthesis only with `--strict`. */
  addWarning(issue: string | IssueDetails): void {
    this.add("warning", issue);
  }

  /** Is shown with `--verbose`. */
  addInfo(issue: string | IssueDetails): void {
    this.add("info", issue);
  }

  /**
   * Accepts a warning: it is no longer shown for this construct and those below it, nor counted by `--strict`. Errors
   * cannot be accepted.
   * @param code code of the warning, such as `zfs-kernel`
   * @param reason why it is all right here, for those who read the program and the construct's metadata
   *
   * @example
   * Annotations.of(host).acknowledgeWarning("zfs-kernel", "our nixpkgs carries a newer ZFS");
   */
  acknowledgeWarning(code: string, reason?: string): void {
    const acknowledgement: Acknowledgement = reason === undefined ? { code } : { code, reason };
    this.construct.node.addMetadata(acknowledgementMetadata, acknowledgement);
  }

  private add(severity: Severity, issue: string | IssueDetails): void {
    const details = typeof issue === "string" ? { message: issue } : issue;
    const recorded: RecordedIssue = { code: "annotation", ...details, severity };
    const text = JSON.stringify(recorded);
    const known = this.construct.node.metadata.some(
      (entry) => entry.type === issueMetadata && JSON.stringify(entry.data) === text,
    );
    if (!known) this.construct.node.addMetadata(issueMetadata, recorded);
  }
}
