import { splitAttributePath } from "../../nix";
import { isList, type NixData } from "../../platform/nix/explain/known";
import { maskText } from "../../scan/mask-text";
import { secretNameKind } from "../../scan/secret-name";
import { isSecretValue, shownSecret } from "../../scan/secret-value";
import type { ExplainedOption, Explanation } from "./explanation";

/** An explanation without the secrets in its values: those of options and attributes with the name of a secret. */
export function maskExplanation(explanation: Explanation): Explanation {
  return explanation.kind === "option"
    ? maskOption(explanation)
    : { ...explanation, options: explanation.options.map(maskOption) };
}

function maskOption(option: ExplainedOption): ExplainedOption {
  const name = splitAttributePath(option.option).at(-1) ?? "";
  const { value, error, definitions } = option;
  return {
    ...option,
    value: maskData(value, name),
    error: error === null ? null : maskText(error),
    definitions: definitions.map((definition) =>
      // The default is in the sources of NixOS.
      definition.isDefault ? definition : { ...definition, value: maskData(definition.value, name) },
    ),
  };
}

function maskData(value: NixData, name: string): NixData {
  if (typeof value === "string") {
    return secretNameKind(name) !== undefined && isSecretValue(value) ? shownSecret(value) : maskText(value);
  }
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => maskData(item, name));
  return Object.fromEntries(
    // The parts of a property, such as the value inside `lib.mkForce`, belong to the option itself.
    Object.entries(value).map(([key, each]) => [key, maskData(each, "$nix" in value ? name : key)]),
  );
}
