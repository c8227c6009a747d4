import type { IConstruct } from "constructs";
import type { Issue } from "../../../model";
import { expressionInText } from "../../../nix";
import type { Flake } from "../../core";
import type { SynthesisEnvironment } from "../collector";
import { issueOf } from "../issues";

/** The issue with a text that is written unchanged, but contains a Nix expression; none if it contains none. */
export function plainTextIssues(
  construct: IConstruct,
  place: string,
  text: string,
  fix: string,
  environment: SynthesisEnvironment,
): readonly Issue[] {
  const expression = expressionInText(text);
  if (expression === undefined) return [];
  const message = `${place} is plain text, which Nix does not evaluate`;
  const reason = `the Nix expression ${expression} was used in a JavaScript string`;
  return [issueOf(construct, { severity: "error", code: "nix-value", message, reason, fix }, environment)];
}

/** The issues with the texts of a flake's head. */
export function headIssues(flake: Flake, environment: SynthesisEnvironment): readonly Issue[] {
  const texts = [
    ["description", flake.description] as const,
    ...[...flake.inputs].map(([name, { url }]) => [`inputs.${name}.url`, url] as const),
  ];
  return texts.flatMap(([place, text]) => plainTextIssues(flake, place, text, "use plain text", environment));
}
