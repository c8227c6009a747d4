/** One file to be written: its whole text, and which construct it came from. */
export interface TreeFile {
  /** The complete content, UTF-8. */
  readonly text: string;
  /** Whether the file is to be executable. Default: false. */
  readonly executable?: boolean;
  /** Path of the construct behind the file, where one construct stands behind it. */
  readonly construct?: string;
  /** `file:line` of that construct in the user's program. */
  readonly source?: string;
}

/** A directory of the user's that is copied into the tree; what git ignores there stays out. */
export interface TreeDirectory {
  /** The directory to copy, absolute or relative to the project directory. */
  readonly from: string;
}

/** Files by their path, relative to the output directory, with `/` separators, in the order of writing. */
export interface FileTree {
  readonly files: ReadonlyMap<string, TreeFile>;
  /** Directories to copy, by their path relative to the output directory. */
  readonly directories: ReadonlyMap<string, TreeDirectory>;
}
