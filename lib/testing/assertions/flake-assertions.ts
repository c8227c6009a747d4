import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import { Host } from "../../constructs";
import { isConstruct } from "../../constructs/core/arguments/is-construct";
import { formatIssues, type Issue } from "../../model";
import { SynthesisError } from "../../pipeline/synthesize/synthesis-error";
import { synthesize } from "../../pipeline/synthesize/synthesize";
import { hostNotNamed, notAHostConstruct, notAnApp } from "../argument-errors";
import { issuesFound, noSuchFile, noSuchHost, noSuchIssue, notAHost, notInProgram } from "../errors";
import { compare, shown } from "../match";
import type { HostAssertions } from "./host-assertions";
import { HostProgram } from "./host-program";
import type { SynthesizedProgram } from "./module-definitions";

/**
 * Options of {@link FlakeAssertions.fromApp}.
 * @beta
 */
export interface FlakeAssertionsOptions {
  /** Revision of the project, which is part of image names. Default: `abc1234`, so that snapshots do not depend on commits. */
  readonly revision?: string;
  /** Base directory for relative paths in the program. Default: the working directory. */
  readonly projectDirectory?: string;
}

/**
 * Assertions about the output of a program, which is synthesized in memory.
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
   * Synthesizes a program in memory. If it has errors, only its issues are available, and can be tested.
   * @param app the `App`, before or after its `synth()`
   * @throws {@link ExpectationError} if it is not a construct
   */
  static fromApp(app: IConstruct, options: FlakeAssertionsOptions = {}): FlakeAssertions {
    if (!isConstruct(app)) throw notAnApp(app);
    const projectDirectory = path.resolve(options.projectDirectory ?? ".");
    const result = synthesize(app, { revision: options.revision ?? "abc1234", projectDirectory });
    return E.isLeft(result)
      ? new FlakeAssertions(result.left, undefined)
      : new FlakeAssertions(result.right.issues, { ...result.right, projectDirectory });
  }

  private constructor(
    /** All issues: errors, warnings, and notes. */
    readonly issues: readonly Issue[],
    private readonly program: SynthesizedProgram | undefined,
  ) {}

  /** The issues as the command line prints them; empty if there are none. */
  get report(): string {
    return formatIssues(this.issues);
  }

  /**
   * Asserts that the program has no issues.
   * @throws {@link ExpectationError} with all issues
   */
  hasNoIssues(): void {
    if (this.issues.length > 0) throw issuesFound(this.report);
  }

  /**
   * Asserts that the program has an issue.
   * @param expected some of its properties, such as `{ code: "key-map", constructPath: "dotfiles/iso/console" }`, or a pattern
   * @throws {@link ExpectationError} with all issues
   */
  hasIssue(expected: unknown): void {
    const isThere = this.issues.some((issue) => compare(expected, issue, "partial").mismatches.length === 0);
    if (!isThere) throw noSuchIssue(shown(expected), this.report);
  }

  /**
   * Returns one host of the program.
   * @param name name of the host, or `FLAKE/HOST` (`dotfiles/lilith`) if several flakes have a host with this name
   * @throws {@link SynthesisError} if the program has errors, {@link ExpectationError} if there is no such host, or if `name` is
   * not a string
   */
  host(name: string): HostAssertions {
    if (typeof (name as unknown) !== "string") throw hostNotNamed(name);
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
   * Returns the assertions for a `Host` construct of the program.
   * @throws {@link SynthesisError} if the program has errors, {@link ExpectationError} if the construct is not a host
   */
  hostOf(construct: IConstruct): HostAssertions {
    if (!isConstruct(construct)) throw notAHostConstruct(construct);
    const found = this.hosts().find(({ host }) => host.constructPath === construct.node.path);
    if (found === undefined) throw notInProgram(construct.node.path);
    return found;
  }

  /**
   * Contents of each file by path in the output directory, such as `dotfiles/flake.nix`, sorted by path.
   * @throws {@link SynthesisError} if the program has errors: then there are no files
   */
  get files(): Readonly<Record<string, string>> {
    const entries = [...this.written.tree.files].map(([file, { text }]) => [file, text] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Files of your project that are copied: their paths in the project, by path in the output directory. */
  get copies(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.written.tree.copies].map(([file, { original }]) => [file, original]));
  }

  /**
   * Contents of one file; of your own files as text.
   * @throws {@link ExpectationError} with a list of the files if it does not exist
   */
  file(file: string): string {
    const { files, copies } = this.written.tree;
    const copy = copies.get(file);
    const text = copy?.kind === "file" ? readFileSync(copy.from).subarray(copy.skip).toString() : files.get(file)?.text;
    if (text === undefined) throw noSuchFile(file, [...Object.keys(this.files), ...copies.keys()].sort());
    return text;
  }

  /** The flakes by file, for snapshots, without the line numbers of the program, which change often. */
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

/**
 * Returns the assertions for a host.
 * @param host a result of `FlakeAssertions.host`, or a `Host` of the program
 * @throws {@link ExpectationError} for anything else
 */
export function assertionsOf(host: HostAssertions | Host): HostProgram {
  const found = Host.isHost(host) ? FlakeAssertions.fromApp(host.node.root).hostOf(host) : host;
  if (!HostProgram.isHostProgram(found)) throw notAHost();
  return found;
}
