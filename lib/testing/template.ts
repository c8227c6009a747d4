import * as E from "fp-ts/Either";
import type { IConstruct } from "constructs";
import { formatIssues, type FileTree, type Issue } from "../model";
import { SynthesisError } from "../synth/synthesis-error";
import { synthesize } from "../synth/synthesize";

/** Options of {@link Template.fromApp}. */
export interface TemplateOptions {
  /** Revision of the project, part of image names. Default: `abc1234`, so that snapshots outlive commits. */
  readonly revision?: string;
  /** Directory that relative paths in the program start from. Default: the working directory. */
  readonly projectDirectory?: string;
}

/**
 * What a program would write, for assertions; nothing is written.
 *
 * ```ts
 * const template = Template.fromApp(app);
 * expect(template.issues).toEqual([]);
 * expect(template.file("dotfiles/modules/iso/boot.nix")).toMatchInlineSnapshot();
 * ```
 */
export class Template {
  /**
   * Synthesizes a program in memory. A wrong program gives a template too, whose `issues` can be tested.
   * @param app the `App`, before or after its `synth()`
   */
  static fromApp(app: IConstruct, options: TemplateOptions = {}): Template {
    const result = synthesize(app, {
      revision: options.revision ?? "abc1234",
      projectDirectory: options.projectDirectory ?? process.cwd(),
    });
    return E.isLeft(result)
      ? new Template(result.left, undefined)
      : new Template(result.right.issues, result.right.tree);
  }

  private constructor(
    /** Everything that was found wrong or doubtful: errors, warnings, and remarks. */
    readonly issues: readonly Issue[],
    private readonly tree: FileTree | undefined,
  ) {}

  /** The issues as the command line prints them; empty when there are none. */
  get report(): string {
    return formatIssues(this.issues);
  }

  /**
   * Text of each file by its path in the output directory, such as `dotfiles/flake.nix`, in the order of paths.
   * @throws {@link SynthesisError} when the program has errors: then there are no files
   */
  get files(): Readonly<Record<string, string>> {
    const entries = [...this.written.files].map(([path, { text }]) => [path, text] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Directories that would be copied: where from, by their path in the output directory. */
  get directories(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.written.directories].map(([path, { from }]) => [path, from]));
  }

  /**
   * Text of one file.
   * @throws an error that lists the files when there is none of this path
   */
  file(path: string): string {
    const text = this.written.files.get(path)?.text;
    if (text === undefined) {
      throw new Error(`the program writes no file ${path}, only:\n  ${Object.keys(this.files).join("\n  ")}`);
    }
    return text;
  }

  private get written(): FileTree {
    if (this.tree === undefined) throw new SynthesisError(this.issues);
    return this.tree;
  }
}
