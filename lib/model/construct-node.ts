import type { SourceLocation } from "./source-location";

/** A construct as `tree.json` shows it. */
export interface ConstructNode {
  readonly id: string;
  readonly path: string;
  /** Name of the construct's class. */
  readonly type: string;
  readonly source?: SourceLocation;
  readonly children?: readonly ConstructNode[];
}
