import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import type { AssetRequest, Issue, ReadAsset, Release } from "../../model";
import type { OptionTable, ShippedTable } from "../../options";

/** Collects issues while models are built, so that all of them are reported together. */
export class Collector {
  private readonly found: Issue[] = [];
  /** All constructs, parents first. */
  private readonly all: IConstruct[] = [];
  /** The positions in it of the constructs of each class, by the prototype. */
  private readonly byClass = new Map<unknown, number[]>();
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

  /**
   * The constructs of a kind among a construct and its descendants, parents first.
   * @param isOfKind whether a construct is of the kind: called with one of each class
   */
  ofKind<Kind extends IConstruct>(
    construct: IConstruct,
    isOfKind: (construct: unknown) => construct is Kind,
  ): readonly Kind[] {
    const [start, end] = this.ranges.get(construct) ?? [];
    if (start === undefined || end === undefined) return isOfKind(construct) ? [construct] : [];
    const found: number[] = [];
    for (const positions of this.byClass.values()) {
      if (!isOfKind(this.all[positions[0] ?? 0])) continue;
      for (let at = firstFrom(positions, start); at < positions.length; at++) {
        const position = positions[at] ?? 0;
        if (position >= end) break;
        found.push(position);
      }
    }
    return found.sort((left, right) => left - right).map((position) => this.all[position] as Kind);
  }

  /** A construct of each class among a construct and its descendants. */
  oneOfEachClass(construct: IConstruct): readonly IConstruct[] {
    const [start, end] = this.ranges.get(construct) ?? [];
    if (start === undefined || end === undefined) return [construct];
    return [...this.byClass.values()].flatMap((positions) => {
      const position = positions[firstFrom(positions, start)] ?? end;
      return position < end ? (this.all[position] ?? []) : [];
    });
  }

  private walk(construct: IConstruct): void {
    const start = this.all.length;
    this.all.push(construct);
    const prototype: unknown = Object.getPrototypeOf(construct);
    const ofClass = this.byClass.get(prototype);
    if (ofClass === undefined) this.byClass.set(prototype, [start]);
    else ofClass.push(start);
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

/** The index of the first of some positions, in ascending order, that is not below a limit. */
function firstFrom(positions: readonly number[], limit: number): number {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
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
