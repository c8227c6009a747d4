import type { IConstruct } from "constructs";
import type { Issue, Severity, SourceLocation } from "../../model";
import { checkNotSealed } from "./sealed";

/** Type of the metadata entries on a construct's node that hold issues. */
export const issueMetadata = "cdknix:issue";

/** Type of the metadata entries that record an acknowledged warning: its code and the reason. */
export const acknowledgementMetadata = "cdknix:acknowledged";

/** Type of the metadata entries that record an accepted secret: its place and the reason. */
export const acceptedSecretMetadata = "cdknix:accepted-secret";

/** A secret that the program accepts. */
export interface AcceptedSecret {
  readonly place: string;
  readonly reason: string;
}

/** An acknowledged warning. */
export interface Acknowledgement {
  readonly code: string;
  readonly reason?: string;
}

/**
 * An issue reported by a construct. Synthesis adds the construct path and source line.
 * @public
 */
export type IssueDetails = Pick<Issue, "message"> & Partial<Pick<Issue, "code" | "value" | "reason" | "fix">>;

/** An issue stored in a construct's metadata. */
export type RecordedIssue = IssueDetails &
  Pick<Issue, "severity" | "code"> & {
    /** The line with the mistake, if it is not the one that creates the construct. The file path is absolute. */
    readonly source?: SourceLocation;
  };

/** Adds an error with the line of the program that has the mistake, such as the call of a method. */
export function addErrorAt(construct: IConstruct, issue: IssueDetails, source: SourceLocation | undefined): void {
  record(construct, { code: "annotation", ...issue, severity: "error", ...(source === undefined ? {} : { source }) });
}

function record(construct: IConstruct, issue: RecordedIssue): void {
  const text = JSON.stringify(issue);
  const isKnown = construct.node.metadata.some(
    (entry) => entry.type === issueMetadata && JSON.stringify(entry.data) === text,
  );
  if (isKnown) return;
  checkNotSealed(construct, `an annotation of ${construct.node.path || "the app"} is added`);
  construct.node.addMetadata(issueMetadata, issue);
}

/**
 * Messages attached to constructs, reported together at synthesis. An error stops synthesis before anything is written.
 *
 * @example
 * Annotations.of(host).addWarning("This host has no SSH key.");
 * @public
 */
export class Annotations {
  /** The annotations of a construct. */
  static of(construct: IConstruct): Annotations {
    return new Annotations(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /** Adds an error, which stops synthesis. `code` defaults to `annotation`. */
  addError(issue: string | IssueDetails): void {
    this.add("error", issue);
  }

  /** Adds a warning, which stops synthesis only with `--strict`. */
  addWarning(issue: string | IssueDetails): void {
    this.add("warning", issue);
  }

  /** Adds a note, shown only with `--verbose`. */
  addInfo(issue: string | IssueDetails): void {
    this.add("info", issue);
  }

  /**
   * Acknowledges a warning: it is no longer shown for this construct and its descendants, and `--strict` ignores it.
   * Errors cannot be acknowledged.
   * @param code code of the warning, such as `zfs-kernel`
   * @param reason why the warning does not apply here, for readers of the program and of the construct's metadata
   *
   * @example
   * Annotations.of(host).acknowledgeWarning("zfs-kernel", "our nixpkgs carries a newer ZFS");
   */
  acknowledgeWarning(code: string, reason?: string): void {
    checkNotSealed(this.construct, `the warning ${code} is acknowledged`);
    const acknowledgement: Acknowledgement = reason === undefined ? { code } : { code, reason };
    this.construct.node.addMetadata(acknowledgementMetadata, acknowledgement);
  }

  /**
   * Accepts a secret that cdknix finds in what this construct or a descendant writes: one that may be public, such as the
   * key of a test. Other secrets are still errors.
   * @param place the place as the error names it: an option, or a file of the project
   * @param reason why anyone may have it, for readers of the program and of the construct's metadata
   *
   * @example
   * Annotations.of(host).acknowledgeSecret("tests/id_ed25519", "test key that nixpkgs publishes");
   */
  acknowledgeSecret(place: string, reason: string): void {
    checkNotSealed(this.construct, `the secret at ${place} is accepted`);
    if (reason.trim() === "") {
      this.addError({
        code: "secret-without-reason",
        message: `the secret at ${place} is accepted without a reason`,
        fix: "say why anyone may have it, or remove it",
      });
    }
    const accepted: AcceptedSecret = { place, reason };
    this.construct.node.addMetadata(acceptedSecretMetadata, accepted);
  }

  private add(severity: Severity, issue: string | IssueDetails): void {
    const details = typeof issue === "string" ? { message: issue } : issue;
    record(this.construct, { code: "annotation", ...details, severity });
  }
}
