import { optionsIn, splitDefault, type Documentation } from "./documentation";
import { blocks, code, codeBlock, table } from "./markdown";
import type { Member } from "./members";

/**
 * A table of properties, then a part for each with all that its docstring says.
 * @param prefix what the anchors begin with, where a page has several such parts
 */
export function propertiesText(properties: readonly Member[], prefix = ""): string {
  const rows = properties.map(({ name, type, need, documentation }) => [
    `[${code(name)}](#${anchor(name, prefix)})${need === "optional" ? "" : ` (${need})`}`,
    code(type),
    splitDefault(documentation.text).default,
    optionsIn(documentation.text).map(code).join(", "),
  ]);
  return blocks(
    table(["Property", "Type", "Default", "NixOS option"], rows),
    ...properties.map(({ name, documentation }) => blocks(heading(name, prefix), documentation.text)),
  );
}

/**
 * A part for each member: its signature and what its docstring says.
 * @param prefix as in {@link propertiesText}
 */
export function membersText(members: readonly Member[], prefix = ""): string {
  return blocks(
    ...members.map(({ name, signature, documentation }) =>
      blocks(heading(name, prefix), codeBlock("ts", signature), documentationText(documentation)),
    ),
  );
}

/** What a docstring says, with its parameters, result, errors and examples. */
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

/** The stability of an export, with a link to its meaning. */
export function stabilityText({ stability }: Documentation): string {
  if (stability === undefined) return "";
  const name = stability === "stable" ? "Stable" : "Experimental";
  return `**Stability**: [${name}](/releasing#stability)`;
}

/** An example of a docstring: a block of code unless it brings its own. */
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
