import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import { Annotations, Flake, Host, optionsIssue, seal } from "../constructs";
import { childEnvironment, defaultOutput } from "../model";
import { SynthesisError } from "../pipeline/synthesize/synthesis-error";
import { synthesizeProgram, writeProgram, type Program } from "../pipeline/synthesize/write-program";
import { digestText, digestTreeSync } from "../platform/files/digest";
import { outputOfStaging } from "../project/output/output-paths";
import { writeTreeSync } from "../project/output/write-tree";
import { appOf, synthesizeInto } from "./cdktf";

const propsShape = {
  outdir: { type: "string", optional: true },
  revision: { type: "string", optional: true },
} as const;

const synthesisMark = Symbol.for("cdknix.FlakeSynthesis");

/** The flakes in an app with stacks. */
export class FlakeSynthesis {
  /** Returns the flakes of an app; makes the app's `synth()` write the flakes too. */
  static of(app: StackApp, props: WithFlakesProps = {}): FlakeSynthesis {
    const known = (app as { [synthesisMark]?: FlakeSynthesis })[synthesisMark];
    if (known !== undefined) {
      known.configure(props);
      return known;
    }
    const made = new FlakeSynthesis(app, props);
    const writeStacks = app.synth.bind(app);
    Object.defineProperty(app, synthesisMark, { value: made });
    Object.defineProperty(app, "synth", {
      value: () => {
        made.synth(writeStacks);
      },
    });
    return made;
  }

  /** Working directory of the program, absolute. */
  readonly projectDirectory = process.cwd();
  private program: Program;
  /** The properties that the program sets, in any call. */
  private given: WithFlakesProps = {};
  /** The flakes' tree while the stacks are written. */
  private tree: string | undefined;

  private constructor(
    private readonly app: StackApp,
    props: WithFlakesProps,
  ) {
    this.program = { root: app, projectDirectory: this.projectDirectory, outdir: defaultOutput };
    this.configure(props);
  }

  /** Sets properties: an {@link IsoBuild} may have enabled the flakes without any. */
  private configure(props: WithFlakesProps): void {
    const issue = optionsIssue(props, propsShape, "withFlakes");
    if (issue !== undefined) {
      Annotations.of(this.app).addError(issue);
      return;
    }
    for (const name of ["outdir", "revision"] as const) {
      const [first, second] = [this.given[name], props[name]];
      if (first === undefined || second === undefined || first === second) continue;
      Annotations.of(this.app).addError({
        code: "contradicting-properties",
        message: `${name} of withFlakes is set twice with different values`,
        value: `${JSON.stringify(first)}; ${JSON.stringify(second)}`,
        fix: "call withFlakes once for each app",
      });
    }
    this.given = { ...this.given, ...props };
    const { outdir = defaultOutput, revision } = this.given;
    this.program = { ...this.program, outdir, revision };
  }

  /** Output directory of the flakes, relative to the project directory. */
  get output(): string {
    const given = process.env[childEnvironment.outputDirectory];
    const output = given === undefined ? this.program.outdir : (outputOfStaging(given) ?? given);
    return path.relative(this.projectDirectory, path.resolve(this.projectDirectory, output)) || ".";
  }

  /** Name of a host on the command line: `FLAKE/HOST` if several flakes have a host with this name. */
  targetOf(host: Host, flake: Flake): string {
    const { id } = host.node;
    const hosts = this.app.node.findAll().filter((construct) => Host.isHost(construct));
    return hosts.filter((other) => other.node.id === id).length > 1 ? `${flake.node.id}/${id}` : id;
  }

  /**
   * SHA-256 of a flake's tree, without its lock file.
   * @throws {@link SynthesisError} if the program has errors
   */
  treeHash(flake: Flake): string {
    if (this.tree !== undefined) return digestTreeSync(path.join(this.tree, flake.node.id));
    // Only a stack is synthesized, as in tests: the tree is not written, but is the same.
    const result = synthesizeProgram(this.program);
    if (E.isLeft(result)) throw new SynthesisError(result.left);
    const directory = mkdtempSync(path.join(tmpdir(), "cdknix-tree-"));
    try {
      writeTreeSync(directory, result.right.tree);
      return digestTreeSync(path.join(directory, flake.node.id));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  /** SHA-256 of the project's lock file for a flake; undefined if there is none yet. */
  lockHash(flake: Flake): string | undefined {
    const file = path.resolve(this.projectDirectory, flake.lockFile);
    return existsSync(file) ? digestText(readFileSync(file, "utf8")) : undefined;
  }

  private synth(writeStacks: () => void): void {
    const directory = path.resolve(this.projectDirectory, this.app.outdir);
    const write = (tree: string): void => {
      this.tree = tree;
      try {
        // The command line publishes them together with the tree.
        synthesizeInto(appOf(this.app), process.env[childEnvironment.stacksDirectory] ?? directory, writeStacks);
      } finally {
        this.tree = undefined;
      }
    };
    writeProgram(this.program, { directory, write });
    seal(
      this.app,
      this.app.node.findAll().filter((construct) => Flake.isFlake(construct)),
    );
  }
}

/**
 * The `App` of cdktn or cdktf, reduced to the members that cdknix uses, so that the exports depend on neither package.
 * @beta
 */
export interface StackApp extends IConstruct {
  /** Directory that stacks are written to. */
  readonly outdir: string;
  /** Writes the stacks. */
  synth(): void;
}

/**
 * Options for the flakes in such an app.
 * @beta
 */
export interface WithFlakesProps {
  /** Output directory of the flakes, relative to the project directory; for `synth`, set `output` in cdk.json. Default: `cdk.out`. */
  readonly outdir?: string;
  /** Revision of the project, which is part of image names. Default: as for cdknix's own `App`. */
  readonly revision?: string;
}
