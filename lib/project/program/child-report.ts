import { z } from "zod";

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
  excerpt: z.string().optional(),
  documentation: z.string().optional(),
});

/** Format of the report that the user's program writes for the command line. */
export const childReportSchema = z.object({ issues: z.array(issue), stacks: z.string().optional() });
