import type { Issue } from "./issue";

/**
 * How the command line and the user's program, its child process, speak to each other: environment variables on the
 * way in, the output directory and one report file on the way out.
 */
export const childEnvironment = {
  /** Empty directory that the program writes its output into, instead of the output directory itself. */
  outputDirectory: "CDKNIX_OUTDIR",
  /** JSON object of context values (`--context`, `cdk.json`). */
  context: "CDKNIX_CONTEXT_JSON",
  /** File that receives a {@link ChildReport} as JSON. */
  report: "CDKNIX_REPORT",
  /** Set when the options that were imported are not to be looked at: they are about to be imported again. */
  ignoreOptionTable: "CDKNIX_IGNORE_OPTION_TABLE",
  /** Set when the stack trace of an exception is to be shown as well. */
  verbose: "CDKNIX_VERBOSE",
} as const;

/** What the program reports besides its output: every issue that it found, warnings included. */
export interface ChildReport {
  readonly issues: readonly Issue[];
}
