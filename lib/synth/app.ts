import { writeFileSync } from "node:fs";
import * as path from "node:path";
import * as E from "fp-ts/Either";
import { RootConstruct } from "constructs";
import { Annotations, recordSource } from "../constructs";
// One by one: a program writes its tree; what builds images and starts programs is the command line's, and slow to load.
import { gitRevisionSync } from "../effects/git-revision";
import { readOptionTableSync } from "../effects/options/read-option-table";
import { writeOutputSync } from "../effects/write-output";
import { writeTreeSync } from "../effects/write-tree";
import { childEnvironment, formatIssues, type ChildReport, type FileTree, type Issue } from "../model";
import { optionTableFile, type OptionTable } from "../options";
import { synthesize } from "./synthesize";
import { SynthesisError } from "./synthesis-error";

/** Properties of an {@link App}. */
export interface AppProps {
  /** Output directory, relative to the project directory. Default: `cdk.out`. The command line's `--output` wins. */
  readonly outdir?: string;
  /** Context values, for `node.tryGetContext`. Default: none. Those of the command line and cdk.json win. */
  readonly context?: Readonly<Record<string, unknown>>;
  /**
   * Revision of the project, part of image names. Default: the context value `cdknix:revision`, for builds outside of a
   * git work tree; without it seven digits of the work tree's commit, or `dirty` when it has changes or no commit.
   */
  readonly revision?: string;
}

/** The root of a program. */
export class App extends RootConstruct {
  private readonly outdir: string;
  private readonly revision: string | undefined;
  private readonly projectDirectory = process.cwd();

  constructor(props: AppProps = {}) {
    super("");
    recordSource(this);
    this.outdir = props.outdir ?? "cdk.out";
    this.revision = props.revision;
    const context = { ...props.context, ...contextOfCommandLine() };
    for (const [key, value] of Object.entries(context)) this.node.setContext(key, value);
  }

  /**
   * Writes everything that the program describes, or nothing.
   * @returns the output directory, absolute
   * @throws {@link SynthesisError} with every issue when the program is wrong
   */
  synth(): string {
    const result = synthesize(this, {
      projectDirectory: this.projectDirectory,
      revision: this.revision ?? this.contextRevision() ?? gitRevisionSync(this.projectDirectory),
      optionTable: this.optionTable(),
    });
    report(E.isLeft(result) ? result.left : result.right.issues);
    if (E.isLeft(result)) throw new SynthesisError(result.left);
    return this.write(result.right.tree);
  }

  private contextRevision(): string | undefined {
    const revision: unknown = this.node.tryGetContext("cdknix:revision");
    return typeof revision === "string" ? revision : undefined;
  }

  /** What `synth import` found; nothing to check against where it did not run. */
  private optionTable(): OptionTable | undefined {
    if (process.env[childEnvironment.ignoreOptionTable] !== undefined) return undefined;
    const read = readOptionTableSync(this.projectDirectory);
    if (read === undefined || "table" in read) return read?.table;
    Annotations.of(this).addWarning({
      code: "option-table-unreadable",
      message: `options are not checked: ${optionTableFile} cannot be read`,
      reason: read.problem,
      fix: "run synth import again, or remove the file",
    });
    return undefined;
  }

  private write(tree: FileTree): string {
    // The command line locks and publishes by itself; it gives an empty directory to write to.
    const given = process.env[childEnvironment.outputDirectory];
    if (given !== undefined) {
      writeTreeSync(given, tree, this.projectDirectory);
      return given;
    }
    const output = path.resolve(this.projectDirectory, this.outdir);
    writeOutputSync(output, (staging) => {
      writeTreeSync(staging, tree, this.projectDirectory);
    });
    return output;
  }
}

function contextOfCommandLine(): Readonly<Record<string, unknown>> {
  const text = process.env[childEnvironment.context];
  return text === undefined ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Tells the command line everything, or a person the warnings: errors are thrown. */
function report(issues: readonly Issue[]): void {
  const file = process.env[childEnvironment.report];
  if (file !== undefined) {
    const content: ChildReport = { issues: [...issues] };
    writeFileSync(file, JSON.stringify(content));
    return;
  }
  const warnings = issues.filter(({ severity }) => severity === "warning");
  if (warnings.length > 0) process.stderr.write(`${formatIssues(warnings)}\n`);
}
