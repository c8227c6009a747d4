import * as E from "fp-ts/Either";
import type { Failure } from "../../platform/failure";
import { step } from "../step";

/** How to run actions. */
export interface ParallelOptions {
  /** The number of actions that run at once, at least 1. */
  readonly limit: number;
  /** Start the remaining actions even if one fails. */
  readonly keepGoing: boolean;
}

/**
 * Runs an action for each item, several at once, started in order. After a failure, it waits for those that are running, so
 * that the first failure in the order of the items does not depend on the speed of the others.
 * @returns the outcomes in the order of the items; undefined for an item whose action was not started.
 */
export async function runInParallel<Item, Result>(
  items: readonly Item[],
  { limit, keepGoing }: ParallelOptions,
  run: (item: Item, index: number) => Promise<Result>,
): Promise<readonly (E.Either<Failure, Result> | undefined)[]> {
  const outcomes: (E.Either<Failure, Result> | undefined)[] = items.map(() => undefined);
  const waiting = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, item] = next;
      const outcome = await step(() => run(item, index))();
      outcomes[index] = outcome;
      if (E.isLeft(outcome) && (!keepGoing || outcome.left.code === "interrupted")) waiting.length = 0;
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return outcomes;
}
