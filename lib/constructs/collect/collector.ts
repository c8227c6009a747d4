import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import type { Issue } from "../../model";
import type { OptionTable } from "../../options";

/** Gathers issues while models are made, so that all of them are reported together. */
export class Collector {
  private readonly found: Issue[] = [];
  private readonly walked = new Map<IConstruct, readonly IConstruct[]>();

  constructor(readonly environment: SynthesisEnvironment) {}

  /** The issues so far. */
  get issues(): readonly Issue[] {
    return this.found;
  }

  /** A construct and everything below it, parents first. Walked once: several stages ask, while nothing is added any more. */
  below(construct: IConstruct): readonly IConstruct[] {
    const known = this.walked.get(construct);
    if (known !== undefined) return known;
    const constructs = construct.node.findAll();
    this.walked.set(construct, constructs);
    return constructs;
  }

  /** The result as a list of one, or an empty list and its issues kept. */
  take<T>(result: E.Either<readonly Issue[], T>): readonly T[] {
    if (E.isRight(result)) return [result.right];
    this.found.push(...result.left);
    return [];
  }
}

/** What collecting needs from the world, handed in so that it stays free of effects. */
export interface SynthesisEnvironment {
  /** Directory that holds the program; source locations and files are relative to it. */
  readonly projectDirectory: string;
  /** Revision of the project: seven hexadecimal digits, or `dirty`. */
  readonly revision: string;
  /** Reads a text file, absolute or relative to the project directory; says why where it can't. */
  readonly readText: (file: string) => { readonly text: string } | { readonly problem: string };
  /** The options that `synth import` found, to check definitions against. Default: they are not checked. */
  readonly optionTable?: OptionTable | undefined;
}
