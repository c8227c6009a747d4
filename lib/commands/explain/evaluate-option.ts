import { quotedString } from "../../nix";
import { logListener, type Reporter } from "../../pipeline/reporter";
import { isFailure } from "../../platform/failure";
import type { NixosHost } from "../../platform/nix/evaluate";
import { evaluateExplanation, instrumentFor, type ExplainQuery } from "../../platform/nix/explain/explain-option";
import { specialKind, type Known } from "../../platform/nix/explain/known";
import type { NixTool } from "../../platform/nix/tool";

/** What Nix tells, and why it cannot tell the value. */
export interface Evaluated {
  readonly known: Known;
  /** In Nix's words; null when the value can be told. */
  readonly error: string | null;
}

/**
 * Asks Nix about a path of a host's options. A value that throws is no failure: what defines it is what people want to see
 * then.
 * @param isWhole tell values to the end, not just as much as fits on a line.
 * @throws a failure of kind `evaluation` when not even the definitions can be told.
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
  const listening = logListener(reporter);
  const ask = (value: ExplainQuery["value"], withDefinitions: boolean, isTold = false): Promise<Known> =>
    evaluateExplanation(
      tool,
      host,
      instrument,
      { path: path.map(quotedString), value, withDefinitions, ...limits },
      isTold ? listening : {},
    );
  try {
    const known = await ask("shown", true, true);
    if (!throws(known)) return { known, error: null };
    // Nix catches what is thrown, but not the message.
    const error = await ask("forced", false).then(() => null, reasonOf);
    return { known, error };
  } catch (failure) {
    const error = reasonOf(failure);
    // Not all that goes wrong can be caught; so, with less and less looked at, for as long as it fails.
    const bare = await ask("none", false);
    return { known: await ask("none", true).catch(() => bare), error };
  }
}

function throws({ answer }: Known): boolean {
  if (answer.kind !== "option" || !answer.definitions.some(({ outcome }) => outcome === "wins")) return false;
  return specialKind(answer.value) === "throws";
}

/** The last of the errors that Nix shows is the one that was thrown; the others say on the way to what. */
function reasonOf(failure: unknown): string {
  if (!isFailure(failure) || failure.kind !== "evaluation") throw failure;
  const text = failure.output ?? failure.message;
  const start = text.lastIndexOf("error: ");
  const [message = ""] = text.slice(start < 0 ? 0 : start + "error: ".length).split(/\n\s*\n|\n\s+at /);
  return message.trim();
}
