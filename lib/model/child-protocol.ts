import { z } from "zod";

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
  /** Set when the stack trace of an exception is to be shown as well. */
  verbose: "CDKNIX_VERBOSE",
} as const;

const sourceLocation = z.object({ file: z.string(), line: z.number(), column: z.number() });

const issue = z.object({
  severity: z.enum(["error", "warning", "info"]),
  code: z.string(),
  constructPath: z.string(),
  message: z.string(),
  value: z.string().optional(),
  reason: z.string().optional(),
  fix: z.string().optional(),
  source: sourceLocation.optional(),
});

/** Shape of the report file. */
export const childReportSchema = z.object({ issues: z.array(issue) });

/** What the program reports besides its output: every issue that it found, warnings included. */
export type ChildReport = z.infer<typeof childReportSchema>;
