import * as E from "fp-ts/Either";
import { setTimeout } from "node:timers/promises";
import { runInParallel } from "../../../lib/pipeline/evaluate/run-in-parallel";
import { Failure, isFailure } from "../../../lib/platform/failure";

const failed = (code: string): Failure => new Failure({ kind: "evaluation", code, message: code });

/** An action that takes some milliseconds, and records how many run at once. */
function slowAction(): {
  readonly run: (milliseconds: number) => Promise<number>;
  readonly started: number[];
  readonly most: () => number;
} {
  const started: number[] = [];
  let [now, most] = [0, 0];
  return {
    started,
    most: () => most,
    run: async (milliseconds) => {
      started.push(milliseconds);
      most = Math.max(most, ++now);
      await setTimeout(Math.abs(milliseconds));
      now -= 1;
      if (milliseconds < 0) throw failed(`failed-${String(-milliseconds)}`);
      return milliseconds * 2;
    },
  };
}

const textOf = (outcome: E.Either<Failure, number> | undefined): string =>
  outcome === undefined ? "not started" : E.isLeft(outcome) ? outcome.left.code : String(outcome.right);

describe("runInParallel", () => {
  it("returns the results in the order of the items, and runs no more actions at once than allowed", async () => {
    const { run, most } = slowAction();
    const outcomes = await runInParallel([30, 1, 20, 2, 10, 3], { limit: 3, keepGoing: false }, run);
    expect(outcomes.map(textOf)).toEqual(["60", "2", "40", "4", "20", "6"]);
    expect(most()).toBe(3);
  });

  it("runs one after the other with a limit of 1", async () => {
    const { run, most, started } = slowAction();
    await runInParallel([3, 2, 1], { limit: 1, keepGoing: false }, run);
    expect([most(), started]).toEqual([1, [3, 2, 1]]);
  });

  it("starts nothing after a failure, and waits for what is running", async () => {
    const { run } = slowAction();
    const outcomes = await runInParallel([-40, -1, 5, 5], { limit: 2, keepGoing: false }, run);
    expect(outcomes.map(textOf)).toEqual(["failed-40", "failed-1", "not started", "not started"]);
  });

  it("starts the others after a failure if it is to keep going", async () => {
    const { run } = slowAction();
    const outcomes = await runInParallel([-1, 2, -3, 4], { limit: 2, keepGoing: true }, run);
    expect(outcomes.map(textOf)).toEqual(["failed-1", "4", "failed-3", "8"]);
  });

  it("stops if the run is interrupted, even if it is to keep going", async () => {
    const outcomes = await runInParallel([1, 2], { limit: 1, keepGoing: true }, () =>
      Promise.reject(failed("interrupted")),
    );
    expect(outcomes.map(textOf)).toEqual(["interrupted", "not started"]);
  });

  it("converts an exception to a failure", async () => {
    const [outcome] = await runInParallel([1], { limit: 1, keepGoing: true }, () => Promise.reject(new Error("odd")));
    expect(outcome !== undefined && E.isLeft(outcome) && isFailure(outcome.left) && outcome.left.code).toBe(
      "unexpected",
    );
  });
});
