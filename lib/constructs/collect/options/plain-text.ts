import type { IConstruct } from "constructs";
import type { Issue } from "../../../model";
import { expressionInText, formatValuePath, interpolationInText } from "../../../nix";
import type { Flake } from "../../core";
import type { SynthesisEnvironment } from "../collector";
import type { TextInterpolation } from "../files/found-paths";
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
  const interpolation = expression === undefined && isScript(place) ? interpolationInText(text) : undefined;
  if (expression === undefined && interpolation === undefined) return [];
  const message = `${place} is plain text, which Nix does not evaluate`;
  const reason =
    interpolation === undefined
      ? `the Nix expression ${String(expression)} was used in a JavaScript string`
      : `${interpolation} is neither a JavaScript expression nor valid in a shell`;
  return [issueOf(construct, { severity: "error", code: "nix-value", message, reason, fix }, environment)];
}

const isScript = (place: string): boolean => place.endsWith(".sh");

/** The warnings about texts with interpolations in Nix syntax. */
export function interpolationIssues(
  texts: readonly TextInterpolation[],
  environment: SynthesisEnvironment,
): readonly Issue[] {
  const seen = new Set<string>();
  return texts.flatMap(({ construct, interpolation, text, path }) => {
    // A property may become the value of several options.
    const key = `${construct.node.path} ${text}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const details = {
      code: "text-not-evaluated",
      message: `${formatValuePath(path)} contains ${interpolation}, which Nix does not evaluate in a string`,
      value: JSON.stringify(text.length > 120 ? `${text.slice(0, 119)}…` : text),
      reason: "cdknix writes strings so that Nix reads them unchanged",
      fix: `use a template: nix.str\`${/^[^`\\\n]{1,80}$/.test(text) ? text : `${interpolation}…`}\``,
    };
    return [issueOf(construct, { severity: "warning", ...details }, environment)];
  });
}

/** The issues with the texts of a flake's head. */
export function headIssues(flake: Flake, environment: SynthesisEnvironment): readonly Issue[] {
  const texts = [
    ["description", flake.description] as const,
    ...[...flake.inputs].map(([name, { url }]) => [`inputs.${name}.url`, url] as const),
  ];
  return texts.flatMap(([place, text]) => plainTextIssues(flake, place, text, "use plain text", environment));
}
