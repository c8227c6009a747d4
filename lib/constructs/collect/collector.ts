import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import type { AssetRequest, Issue, ReadAsset, Release } from "../../model";
import type { OptionTable, ShippedTable } from "../../options";

/** Collects issues while models are built, so that all of them are reported together. */
export class Collector {
  private readonly found: Issue[] = [];
  /** All constructs, parents first. */
  private readonly all: IConstruct[] = [];
  /** Where the constructs with children are in it: their own position, and the end of their descendants. */
  private readonly ranges = new Map<IConstruct, readonly [start: number, end: number]>();
  private readonly known = new Map<IConstruct, readonly IConstruct[]>();

  constructor(
    root: IConstruct,
    readonly environment: SynthesisEnvironment,
  ) {
    this.walk(root);
  }

  /** The issues so far. */
  get issues(): readonly Issue[] {
    return this.found;
  }

  /**
   * A construct and all its descendants, parents first. Cached: several stages use it, and the tree no longer changes.
   */
  below(construct: IConstruct): readonly IConstruct[] {
    const range = this.ranges.get(construct);
    if (range === undefined) return [construct];
    const constructs = this.known.get(construct) ?? this.all.slice(...range);
    this.known.set(construct, constructs);
    return constructs;
  }

  private walk(construct: IConstruct): void {
    const start = this.all.length;
    this.all.push(construct);
    const { children } = construct.node;
    if (children.length === 0) return;
    for (const child of children) this.walk(child);
    this.ranges.set(construct, [start, this.all.length]);
  }

  /** Returns the result as a list of one; on failure, records the issues and returns an empty list. */
  take<T>(result: E.Either<readonly Issue[], T>): readonly T[] {
    if (E.isRight(result)) return [result.right];
    this.found.push(...result.left);
    return [];
  }
}

/** Everything that collecting needs from outside, passed in so that it has no side effects. */
export interface SynthesisEnvironment {
  /** Directory of the program; source locations and files are relative to it. */
  readonly projectDirectory: string;
  /** Revision of the project: seven hexadecimal digits, or `dirty`. */
  readonly revision: string;
  /** Reads files of the user to copy into a flake. */
  readonly readAsset: (request: AssetRequest) => ReadAsset;
  /** Reads a file that is copied, by its absolute path; returns the problem if it cannot. */
  readonly readText: (file: string) => { readonly text: string } | { readonly problem: string };
  /** The options found by `synth import`, used to check definitions. Default: those of the package. */
  readonly optionTable?: OptionTable | undefined;
  /**
   * The options of a release that the package includes, or else those of the releases after and before it. Default:
   * definitions are checked only with an imported table.
   */
  readonly shippedTables?: ((release: Release) => readonly TableSource[]) | undefined;
}

/** An option table of the package. */
export interface TableSource {
  /** Reads it, once. */
  readonly read: () => ShippedTable;
}
