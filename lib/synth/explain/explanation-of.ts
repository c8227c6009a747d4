import { specialKind, type KnownOption } from "../../effects";
import type { ManifestFlake } from "../../model";
import { formatAttributePath } from "../../nix";
import { optionUnknown } from "./errors";
import type { Evaluated } from "./evaluate";
import type { ExplainedDefinition, ExplainedOption, Explanation, Origin } from "./explanation";
import { originFinder } from "./origin";
import { similarNames } from "./similar-names";

/** What was asked, and about what. */
export interface Question {
  readonly host: string;
  readonly names: readonly string[];
  readonly flake: ManifestFlake;
  readonly isOfflineBase: boolean;
}

/**
 * What Nix tells, in terms of the program.
 * @throws a failure of kind `usage` when there is no such option.
 */
export function explanationOf({ known, error }: Evaluated, question: Question): Explanation {
  const { answer, isComplete } = known;
  const { host, names } = question;
  const option = formatAttributePath(names);
  if (answer.kind === "unknown") throw unknown(question, answer.loc, answer.names);
  const originOf = originFinder(known, question.flake, question.isOfflineBase);
  const explained = (each: KnownOption, why: string | null): ExplainedOption =>
    explainedOption(each, { host, isComplete, error: why }, originOf);
  if (answer.kind === "option") return explained(answer, error);
  return { kind: "prefix", host, option, options: answer.options.map((each) => explained(each, null)) };
}

function explainedOption(
  { loc, siblings, type, declarations, value, definitions, default: fallback }: KnownOption,
  about: { readonly host: string; readonly isComplete: boolean; readonly error: string | null },
  originOf: (file: string) => Origin,
): ExplainedOption {
  const winners = definitions.filter(({ outcome }) => outcome === "wins");
  const isDefined = winners.length > 0 || (about.error === null && specialKind(value) !== "throws");
  const losers = definitions.filter(({ outcome }) => outcome === "loses");
  const others = definitions.filter(({ outcome }) => outcome === "inactive");
  return {
    kind: "option",
    host: about.host,
    option: formatAttributePath(loc),
    type,
    default: fallback,
    isDefined,
    value: isDefined && about.error === null ? value : null,
    error: isDefined ? about.error : null,
    declarations: declarations.map((file) => originOf(file).file),
    definitions: [...winners, ...losers.sort(byStrength), ...others].map(
      ({ outcome, file, ...rest }): ExplainedDefinition => ({
        outcome:
          outcome === "wins" ? (winners.length > 1 ? "merged" : "won") : outcome === "loses" ? "lost" : "inactive",
        ...rest,
        value: outcome === "inactive" ? null : rest.value,
        ...originOf(file),
      }),
    ),
    isComplete: about.isComplete,
    similar: isDefined ? [] : similarNames(loc.at(-1) ?? "", siblings),
  };
}

/** The strongest first: of those that lost, it is the one to look at. */
function byStrength(left: { priority: number | null }, right: { priority: number | null }): number {
  return (left.priority ?? 0) - (right.priority ?? 0);
}

function unknown({ host, names }: Question, loc: readonly string[], known: readonly string[]): Error {
  const wrong = names[loc.length] ?? "";
  const rest = names.slice(loc.length + 1);
  const similar = similarNames(wrong, known).map((name) => formatAttributePath([...loc, name, ...rest]));
  return optionUnknown(host, formatAttributePath(names), formatAttributePath(loc), similar);
}
