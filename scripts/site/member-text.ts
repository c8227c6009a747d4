import { optionsIn, splitDefault, type Documentation } from "./documentation";
import { blocks, code, codeBlock, table } from "./markdown";
import type { Member } from "./members";

/**
 * Returns a table of properties, then a section with the docstring of each.
 * @param prefix prefix of the anchors, for a page with several such tables
 */
export function propertiesText(properties: readonly Member[], prefix = ""): string {
  const rows = properties.map(({ name, type, need, documentation }) => [
    `[${code(name)}](#${anchor(name, prefix)})${need === "optional" ? "" : ` (${need})`}`,
    code(type),
    splitDefault(documentation.text).default,
    optionsIn(documentation.text).options.map(code).join(", "),
  ]);
  return blocks(
    table(["Property", "Type", "Default", "NixOS option"], rows),
    ...properties.map(({ name, documentation }) => blocks(heading(name, prefix), documentation.text)),
  );
}

/**
 * Returns a section for each member: its signature and docstring.
 * @param prefix as in {@link propertiesText}
 */
export function membersText(members: readonly Member[], prefix = ""): string {
  return blocks(
    ...members.map(({ name, signature, documentation }) =>
      blocks(heading(name, prefix), codeBlock("ts", signature), documentationText(documentation)),
    ),
  );
}

/** Formats a docstring with its parameters, result, errors, and examples. */
export function documentationText(documentation: Documentation): string {
  const { text, parameters, returns, throws, examples } = documentation;
  return blocks(
    text,
    [...parameters].map(([name, meaning]) => `- ${code(name)}: ${oneLine(meaning)}`).join("\n"),
    returns === "" ? "" : `Returns ${oneLine(returns)}.`,
    ...throws.map((error) => `Throws ${oneLine(error)}.`),
    ...examples.map(exampleText),
  );
}

/** Formats the stability of an export, with a link to its meaning. */
export function stabilityText({ stability }: Documentation): string {
  if (stability === undefined) return "";
  const name = stability === "stable" ? "Stable" : "Experimental";
  return `**Stability**: [${name}](/releasing#stability)`;
}

/** Formats an example of a docstring as a code block, unless it already contains one. */
export function exampleText(example: string): string {
  return example.includes("```") ? example : codeBlock("ts", example);
}

function heading(name: string, prefix: string): string {
  return `### ${code(name)} {#${anchor(name, prefix)}}`;
}

function anchor(name: string, prefix: string): string {
  return `${prefix}${name.toLowerCase()}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(/\.$/, "");
}
