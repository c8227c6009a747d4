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

/** Two apps of a program are synthesized by the command line, which has one output. */
export const twoApps = {
  code: "two-apps",
  message: "the program synthesizes two apps",
  reason: "`synth` has one output directory, which contains the flakes of one app",
  fix: "create all flakes in one app, or make two programs: synth --app",
};
