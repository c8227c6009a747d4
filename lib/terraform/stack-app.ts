import type { IConstruct } from "constructs";

/** The `App` of cdktf or of cdktn, as far as it matters here: what is exported depends on neither. */
export interface StackApp extends IConstruct {
  /** Directory that stacks are written to. */
  readonly outdir: string;
  /** Writes the stacks. */
  synth(): void;
}

/** What is told of the flakes in such an app. */
export interface WithFlakesProps {
  /** Output directory of the flakes, relative to the project directory. Default: `cdk.out`. */
  readonly outdir?: string;
  /** Revision of the project, part of image names. Default: as that of cdknix's own `App`. */
  readonly revision?: string;
}
