import { RootConstruct } from "constructs";
import { checkProps, declaredProps, recordSource, seal } from "../../constructs";
import { childEnvironment, defaultOutput } from "../../model";
import { writeProgram } from "./write-program";

/**
 * Properties of an {@link App}.
 * @public
 */
export interface AppProps {
  /**
   * Output directory, relative to the project directory, if the program runs without `synth`. With it, the directory is that of
   * `--output`, or of `output` in cdk.json. Default: `cdk.out`.
   */
  readonly outdir?: string;
  /** Context values, for `node.tryGetContext`. Default: none. Values from the command line and cdk.json override them. */
  readonly context?: Readonly<Record<string, unknown>>;
  /**
   * Revision of the project, which is part of image names. Default: the context value `cdknix:revision`, for builds outside
   * of a git work tree; otherwise seven digits of the work tree's commit, or `dirty` if it has changes or no commit.
   */
  readonly revision?: string;
}

/**
 * The root of a program.
 * @public
 */
export class App extends RootConstruct {
  private readonly outdir: string;
  private readonly revision: string | undefined;
  private readonly projectDirectory = process.cwd();
  private written: string | undefined;

  constructor(props: AppProps = {}) {
    super("");
    recordSource(this);
    const checked = checkProps(declaredProps.App, props, { exact: new.target === App });
    checked.report(this);
    props = checked.props;
    this.outdir = props.outdir ?? defaultOutput;
    this.revision = props.revision;
    const context = { ...props.context, ...contextOfCommandLine() };
    for (const [key, value] of Object.entries(context)) this.node.setContext(key, value);
  }

  /**
   * Generates everything that the program describes, or nothing if it has errors. Further calls only return the path.
   * @returns the absolute output directory
   * @throws {@link SynthesisError} with all issues if the program has errors
   */
  synth(): string {
    const { outdir, revision, projectDirectory } = this;
    if (this.written === undefined) {
      this.written = writeProgram({ root: this, projectDirectory, outdir, revision });
      seal(this, [this]);
    }
    return this.written;
  }
}

function contextOfCommandLine(): Readonly<Record<string, unknown>> {
  const text = process.env[childEnvironment.context];
  return text === undefined ? {} : (JSON.parse(text) as Record<string, unknown>);
}
