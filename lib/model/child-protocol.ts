import type { Issue } from "./issue";

/**
 * The protocol between the CLI and the user's program, which runs as its child process: input through environment
 * variables, output through the output directory and one report file.
 */
export const childEnvironment = {
  /** Empty directory that the program writes its output into, instead of the output directory itself. */
  outputDirectory: "CDKNIX_OUTDIR",
  /** JSON object of context values (`--context`, `cdk.json`). */
  context: "CDKNIX_CONTEXT_JSON",
  /** Directory to write Terraform stacks into, instead of their usual place. */
  stacksDirectory: "CDKNIX_STACKS_OUTDIR",
  /** The context values again, under the name that the `App` of cdktf and cdktn reads. */
  terraformContext: "CDKTF_CONTEXT_JSON",
  /** File that receives a {@link ChildReport} as JSON. */
  report: "CDKNIX_REPORT",
  /** Set to ignore the imported options because they are about to be imported again. */
  ignoreOptionTable: "CDKNIX_IGNORE_OPTION_TABLE",
  /** Set to show the stack trace of an exception as well. */
  verbose: "CDKNIX_VERBOSE",
} as const;

/** The program's report, in addition to its output. */
export interface ChildReport {
  /** All issues found, including warnings. */
  readonly issues: readonly Issue[];
  /** Directory where the program's Terraform stacks belong, absolute; undefined if it has none. */
  readonly stacks?: string | undefined;
}
