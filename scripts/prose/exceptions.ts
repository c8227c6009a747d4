/** Wording that is meant, although a pattern matches it. */
export interface Exception {
  readonly file: string;
  /** Part of the line that has the wording. */
  readonly line: string;
  readonly reason: string;
}

export const exceptions: readonly Exception[] = [];
