import type { AssetEntry } from "./asset";

/** A file to write: its complete text, and the construct that produced it. */
export interface TreeFile {
  /** The complete content, UTF-8. */
  readonly text: string;
  /** Whether the file is executable. Default: false. */
  readonly executable?: boolean;
  /** Path of the construct that produced the file, if there is a single one. */
  readonly construct?: string;
  /** `file:line` of that construct in the user's program. */
  readonly source?: string;
}

/** A user's file to copy into the tree, or a symbolic link to write. */
export type TreeCopy = AssetEntry & {
  /** Path of the construct that uses it. */
  readonly construct: string;
  /** `file:line` of that construct in the user's program. */
  readonly source?: string;
  /** Path of the original, relative to the project directory. */
  readonly original: string;
};

/** Files by their path, relative to the output directory, with `/` separators, in the order of writing. */
export interface FileTree {
  readonly files: ReadonlyMap<string, TreeFile>;
  /** Files to copy, by their path relative to the output directory. */
  readonly copies: ReadonlyMap<string, TreeCopy>;
}
