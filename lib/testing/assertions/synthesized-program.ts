import type { AppModel, FileTree } from "../../model";

/** Everything that a program would write, and where it is a program of. */
export interface SynthesizedProgram {
  readonly model: AppModel;
  readonly tree: FileTree;
  /** What relative paths in it start from, absolute. */
  readonly projectDirectory: string;
}
