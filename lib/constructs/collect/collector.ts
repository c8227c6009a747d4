import * as E from "fp-ts/Either";
import type { Issue } from "../../model";
import type { SynthesisEnvironment } from "./environment";

/** Gathers issues while models are made, so that all of them are reported together. */
export class Collector {
  private readonly found: Issue[] = [];

  constructor(readonly environment: SynthesisEnvironment) {}

  /** The issues so far. */
  get issues(): readonly Issue[] {
    return this.found;
  }

  /** The result as a list of one, or an empty list and its issues kept. */
  take<T>(result: E.Either<readonly Issue[], T>): readonly T[] {
    if (E.isRight(result)) return [result.right];
    this.found.push(...result.left);
    return [];
  }
}
