import type { IssueDetails } from "../../constructs";
import { defaultOutput } from "../../model";

/** The program sets another output directory than the command line, which prepares it before it runs the program. */
export function outdirIgnored(outdir: string): IssueDetails & { readonly code: string } {
  return {
    code: "outdir-ignored",
    message: `the output directory is ${defaultOutput}, not the program's outdir`,
    value: JSON.stringify(outdir),
    reason: "`synth` prepares the output directory before it runs the program",
    fix: `set "output": ${JSON.stringify(outdir)} in cdk.json, or pass --output`,
  };
}
