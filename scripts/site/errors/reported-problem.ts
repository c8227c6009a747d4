import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { Issue } from "../../../lib/model";
import { reportedIssues } from "./sample-program";

/** The issue that an exception becomes when it ends a program before the program has run. */
export function reportedProblem(error: unknown): Issue {
  return reportedInProject("", () => error);
}

/**
 * The issue that an exception becomes when it ends a program before the program has run.
 * @param program contents of `main.ts`
 * @param errorFor creates the exception for the absolute path of `main.ts`
 */
export function reportedInProject(program: string, errorFor: (file: string) => unknown): Issue {
  const directory = realpathSync(mkdtempSync(path.join(tmpdir(), "cdknix-sample-")));
  const previous = process.cwd();
  const file = path.join(directory, "main.ts");
  try {
    writeFileSync(file, program);
    process.chdir(directory);
    const [issue] = reportedIssues(path.join(directory, "report.json"), errorFor(file));
    if (issue === undefined) throw new Error("the exception is not reported");
    return issue;
  } finally {
    process.chdir(previous);
    rmSync(directory, { recursive: true });
  }
}
