import type { Failure } from "../../platform/failure";
import type { Target } from "../targets";
import { hostsFailed } from "./errors";
import { evaluateInParallel, type ParallelContext } from "./evaluate-in-parallel";
import { evaluateTarget, type EvaluationContext } from "./evaluate-target";
import { FlakeSources } from "./flake-sources";

/** Evaluated hosts. */
export interface EvaluatedTargets {
  /** Derivations of ISOs and systems, in the order of the targets. */
  readonly derivations: ReadonlyMap<Target, string>;
  /** All errors of the other hosts; undefined if there are none. */
  readonly failure: Failure | undefined;
}

/**
 * Evaluates hosts to the derivations of their ISOs or systems, several at once.
 * @param tree the output, or a staging directory
 * @throws the failure of the first host that has one, unless the request is to keep going.
 */
export async function evaluateTargets(
  context: EvaluationContext & ParallelContext,
  targets: readonly Target[],
  tree: string,
): Promise<EvaluatedTargets> {
  const sources = new FlakeSources(context, tree);
  const { results, failures } = await evaluateInParallel(context, targets, (target, reporter) =>
    evaluateTarget({ ...context, reporter }, target, sources, tree),
  );
  const failed = [...failures].map(([{ name }, failure]) => ({ name, failure }));
  return { derivations: results, failure: hostsFailed(failed, targets.length) };
}
