import type { AppModel, FileTree } from "../../model";

/** A program synthesized in memory. */
export interface SynthesizedProgram {
  readonly model: AppModel;
  readonly tree: FileTree;
  /** Absolute base directory for relative paths. */
  readonly projectDirectory: string;
}
