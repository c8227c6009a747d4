import * as E from "fp-ts/Either";
import type { IConstruct } from "constructs";
import type { Issue } from "../../model";
import type { SynthesisEnvironment } from "./environment";

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
