import type { Issue } from "../../model";

/** The output of a run so far, shared by all terminals of a run. */
export interface RunReport {
  /** The reported warnings and notes. */
  readonly issues: Issue[];
  /** Whether a result was printed on stdout, so that no other JSON may follow. */
  hasResult: boolean;
}

/** A report without entries. */
export function emptyReport(): RunReport {
  return { issues: [], hasResult: false };
}
