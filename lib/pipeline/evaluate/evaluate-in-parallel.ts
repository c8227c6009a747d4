import * as E from "fp-ts/Either";
import type { Failure } from "../../platform/failure";
import { evaluationBytes, evaluationLimit } from "../../platform/nix/evaluation-limit";
import type { Reporter } from "../reporter";
import { embeddedNixpkgs, type SynthRequest } from "../request";
import { hostReporter } from "./host-reporter";
import { runInParallel } from "./run-in-parallel";

/** Context of evaluations that run at once. */
export interface ParallelContext {
  readonly request: Pick<SynthRequest, "nixpkgs" | "evalJobs" | "keepGoing">;
  readonly reporter: Reporter;
}

/** The results of evaluations. */
export interface Evaluations<Item, Result> {
  /** In the order of the items. */
  readonly results: ReadonlyMap<Item, Result>;
  /** In the order of the items; empty unless the request is to keep going. */
  readonly failures: ReadonlyMap<Item, Failure>;
}

/**
 * Evaluates several hosts, each in a process of its own, as many at once as the request says, or as the cores and the memory of
 * this machine allow.
 * @param evaluate evaluates an item, and reports to the given reporter, which keeps the output of each host together.
 * @throws the first failure in the order of the items, unless the request is to keep going.
 */
export async function evaluateInParallel<Item extends { readonly name: string }, Result>(
  { request, reporter }: ParallelContext,
  items: readonly Item[],
  evaluate: (item: Item, reporter: Reporter) => Promise<Result>,
): Promise<Evaluations<Item, Result>> {
  const keepGoing = request.keepGoing ?? false;
  const limit = request.evalJobs ?? evaluationLimit(bytesOf(request));
  const progress = new EvaluationProgress(reporter, items.length);
  const reporterOf = hostReporter(reporter, items.length);
  const outcomes = await runInParallel(items, { limit, keepGoing }, async (item, index) => {
    const own = reporterOf(item.name);
    progress.start(item.name, index);
    try {
      return await evaluate(item, own);
    } finally {
      own.flush();
      progress.stop(index);
    }
  });
  const results = new Map<Item, Result>();
  const failures = new Map<Item, Failure>();
  for (const [index, item] of items.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) continue;
    if (E.isRight(outcome)) results.set(item, outcome.right);
    else if (keepGoing && outcome.left.code !== "interrupted") failures.set(item, outcome.left);
    else throw outcome.left;
  }
  return { results, failures };
}

function bytesOf({ nixpkgs }: ParallelContext["request"]): number {
  return nixpkgs === embeddedNixpkgs ? evaluationBytes.offlineBase : evaluationBytes.nixpkgs;
}

/** Reports which hosts are evaluated, and how many. */
class EvaluationProgress {
  private done = 0;

  constructor(
    private readonly reporter: Reporter,
    private readonly total: number,
  ) {
    if (total > 1) reporter.activity({ kind: "start", id: "evaluations", activity: { type: "evaluations" } });
  }

  start(name: string, index: number): void {
    const count = this.total > 1 ? ` (${String(index + 1)} of ${String(this.total)})` : "";
    this.reporter.step(`evaluating ${name}${count}`, "evaluate");
    this.count();
    this.reporter.activity({ kind: "start", id: idOf(index), activity: { type: "evaluate", host: name } });
  }

  stop(index: number): void {
    this.done += 1;
    this.reporter.activity({ kind: "stop", id: idOf(index) });
    this.count();
  }

  private count(): void {
    const { done, total: expected } = this;
    this.reporter.activity({ kind: "progress", id: "evaluations", done, expected, running: 0, failed: 0 });
  }
}

/** Nix's own activities have numbers as IDs. */
function idOf(index: number): string {
  return `evaluation ${String(index)}`;
}
