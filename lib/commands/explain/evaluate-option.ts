import { quotedString } from "../../nix";
import { logListener, type Reporter } from "../../pipeline/reporter";
import { isFailure } from "../../platform/failure";
import type { NixosHost } from "../../platform/nix/evaluate";
import { evaluateExplanation, instrumentFor, type ExplainQuery } from "../../platform/nix/explain/explain-option";
import { specialKind, type Known } from "../../platform/nix/explain/known";
import type { NixTool } from "../../platform/nix/tool";

/** The result of an evaluation, with the error if the value cannot be evaluated. */
export interface Evaluated {
  readonly known: Known;
  /** The error message of Nix; null if the value can be evaluated. */
  readonly error: string | null;
}

/**
 * Evaluates an option path of a host. A value that throws is not a failure, because its definitions are then of interest.
 * @param isWhole evaluates values completely, not just as much as fits on a line.
 * @throws a failure of kind `evaluation` if not even the definitions can be evaluated.
 */
export async function evaluateOption(
  tool: NixTool,
  host: NixosHost,
  path: readonly string[],
  { isWhole }: { readonly isWhole: boolean },
  reporter: Reporter,
): Promise<Evaluated> {
  const instrument = await instrumentFor(tool, host);
  const limits = isWhole ? { maxDepth: 12, maxItems: 10_000 } : { maxDepth: 5, maxItems: 40 };
  const listener = logListener(reporter);
  const evaluate = (value: ExplainQuery["value"], withDefinitions: boolean, isReported = false): Promise<Known> =>
    evaluateExplanation(
      tool,
      host,
      instrument,
      { path: path.map(quotedString), value, withDefinitions, ...limits },
      isReported ? listener : {},
    );
  try {
    const known = await evaluate("shown", true, true);
    if (!throws(known)) return { known, error: null };
    // tryEval catches the error, but drops its message.
    const error = await evaluate("forced", false).then(() => null, reasonOf);
    return { known, error };
  } catch (failure) {
    const error = reasonOf(failure);
    // Not every error can be caught, so evaluate less and less until it succeeds.
    const bare = await evaluate("none", false);
    return { known: await evaluate("none", true).catch(() => bare), error };
  }
}

function throws({ answer }: Known): boolean {
  if (answer.kind !== "option" || !answer.definitions.some(({ outcome }) => outcome === "wins")) return false;
  return specialKind(answer.value) === "throws";
}

/** The last error in the output of Nix is the one that was thrown; the others give its context. */
function reasonOf(failure: unknown): string {
  if (!isFailure(failure) || failure.kind !== "evaluation") throw failure;
  const text = failure.output ?? failure.message;
  const start = text.lastIndexOf("error: ");
  const [message = ""] = text.slice(start < 0 ? 0 : start + "error: ".length).split(/\n\s*\n|\n\s+at /);
  return message.trim();
}
