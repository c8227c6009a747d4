import * as path from "node:path";
import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import { formatIssues, type Issue } from "../../model";
import { SynthesisError } from "../../pipeline/synthesize/synthesis-error";
import { synthesize } from "../../pipeline/synthesize/synthesize";
import { issuesFound, noSuchFile, noSuchHost, noSuchIssue, notInProgram } from "../errors";
import { compare, shown } from "../match";
import type { HostAssertions } from "./host-assertions";
import { HostProgram } from "./host-program";
import type { SynthesizedProgram } from "./synthesized-program";

/**
 * Options of {@link FlakeAssertions.fromApp}.
 * @beta
 */
export interface FlakeAssertionsOptions {
  /** Revision of the project, part of image names. Default: `abc1234`, so that snapshots outlive commits. */
  readonly revision?: string;
  /** Directory that relative paths in the program start from. Default: the working directory. */
  readonly projectDirectory?: string;
}

/**
 * What a program would write, for assertions; nothing is written.
 *
 * ```ts
 * const flake = FlakeAssertions.fromApp(app);
 * flake.hasNoIssues();
 * flake.host("lilith").hasOption("boot.kernelParams", Match.arrayWith(["copytoram"]));
 * expect(flake.file("dotfiles/modules/iso/boot.nix")).toMatchInlineSnapshot();
 * ```
 * @beta
 */
export class FlakeAssertions {
  /**
   * Synthesizes a program in memory. Of a wrong program there are the issues alone, which can be tested, too.
   * @param app the `App`, before or after its `synth()`
   */
  static fromApp(app: IConstruct, options: FlakeAssertionsOptions = {}): FlakeAssertions {
    const projectDirectory = path.resolve(options.projectDirectory ?? ".");
    const result = synthesize(app, { revision: options.revision ?? "abc1234", projectDirectory });
    return E.isLeft(result)
      ? new FlakeAssertions(result.left, undefined)
      : new FlakeAssertions(result.right.issues, { ...result.right, projectDirectory });
  }

  private constructor(
    /** Everything that was found wrong or doubtful: errors, warnings, and remarks. */
    readonly issues: readonly Issue[],
    private readonly program: SynthesizedProgram | undefined,
  ) {}

  /** The issues as the command line prints them; empty when there are none. */
  get report(): string {
    return formatIssues(this.issues);
  }

  /**
   * Requires that nothing is wrong or doubtful.
   * @throws {@link ExpectationError} with the issues there are
   */
  hasNoIssues(): void {
    if (this.issues.length > 0) throw issuesFound(this.report);
  }

  /**
   * Requires an issue.
   * @param expected what is known of it, such as `{ code: "key-map", constructPath: "dotfiles/iso/console" }`, or a pattern
   * @throws {@link ExpectationError} with the issues there are
   */
  hasIssue(expected: unknown): void {
    const isThere = this.issues.some((issue) => compare(expected, issue, "partial").mismatches.length === 0);
    if (!isThere) throw noSuchIssue(shown(expected), this.report);
  }

  /**
   * One host of the program.
   * @param name as the command line has it: with its flake before it (`dotfiles/lilith`) where two flakes have a host of
   * this name, or else alone
   * @throws {@link SynthesisError} when the program has errors, {@link ExpectationError} when there is no such host
   */
  host(name: string): HostAssertions {
    const hosts = this.hosts();
    const found = hosts.filter(({ host, flake }) => host.name === name || `${flake.name}/${host.name}` === name);
    const [first, second] = found;
    if (first === undefined || second !== undefined) {
      const isAmbiguous = second !== undefined;
      throw noSuchHost(name, isAmbiguous ? found.map(nameWithFlake) : hosts.map(({ host }) => host.name));
    }
    return first;
  }

  /**
   * The host that a `Host` construct of the program is.
   * @throws {@link SynthesisError} when the program has errors, {@link ExpectationError} when the construct is no host
   */
  hostOf(construct: IConstruct): HostAssertions {
    const found = this.hosts().find(({ host }) => host.constructPath === construct.node.path);
    if (found === undefined) throw notInProgram(construct.node.path);
    return found;
  }

  /**
   * Text of each file by its path in the output directory, such as `dotfiles/flake.nix`, in the order of paths.
   * @throws {@link SynthesisError} when the program has errors: then there are no files
   */
  get files(): Readonly<Record<string, string>> {
    const entries = [...this.written.tree.files].map(([file, { text }]) => [file, text] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Directories that would be copied: where from, by their path in the output directory. */
  get directories(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.written.tree.directories].map(([file, { from }]) => [file, from]));
  }

  /**
   * Text of one file.
   * @throws {@link ExpectationError} that lists the files when there is none of this path
   */
  file(file: string): string {
    const text = this.written.tree.files.get(file)?.text;
    if (text === undefined) throw noSuchFile(file, Object.keys(this.files));
    return text;
  }

  /** The flakes alone, file by file, for snapshots: without what tells the lines of the program, which move. */
  toJSON(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(this.files).filter(([file]) => file.includes("/")));
  }

  private hosts(): readonly HostProgram[] {
    const program = this.written;
    const all = program.model.flakes.flatMap((flake) => flake.hosts.map((host) => ({ flake, host })));
    return all.map(({ flake, host }) => {
      const isAmbiguous = all.filter((other) => other.host.name === host.name).length > 1;
      return new HostProgram(isAmbiguous ? `${flake.name}/${host.name}` : host.name, program, flake, host);
    });
  }

  private get written(): SynthesizedProgram {
    if (this.program === undefined) throw new SynthesisError(this.issues);
    return this.program;
  }
}

function nameWithFlake({ flake, host }: HostProgram): string {
  return `${flake.name}/${host.name}`;
}
