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
  /** Directory that stacks of Terraform are written into, instead of where they belong. */
  stacksDirectory: "CDKNIX_STACKS_OUTDIR",
  /** The context values once more, by the name under which the `App` of cdktf and cdktn reads them. */
  terraformContext: "CDKTF_CONTEXT_JSON",
  /** File that receives a {@link ChildReport} as JSON. */
  report: "CDKNIX_REPORT",
  /** Set when the options that were imported are not to be looked at: they are about to be imported again. */
  ignoreOptionTable: "CDKNIX_IGNORE_OPTION_TABLE",
  /** Set when the stack trace of an exception is to be shown as well. */
  verbose: "CDKNIX_VERBOSE",
} as const;

/** What the program reports besides its output. */
export interface ChildReport {
  /** Every issue that it found, warnings included. */
  readonly issues: readonly Issue[];
  /** Where its stacks of Terraform belong, absolute; undefined when it has none. */
  readonly stacks?: string | undefined;
}
