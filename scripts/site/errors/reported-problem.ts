import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { Issue } from "../../../lib/model";
import { reportedIssues } from "./sample-program";

/** The issue that an exception becomes when it ends a program before the program has run. */
export function reportedProblem(error: unknown): Issue {
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-sample-"));
  try {
    const [issue] = reportedIssues(path.join(directory, "report.json"), error);
    if (issue === undefined) throw new Error("the exception is not reported");
    return issue;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
