import type { OptionDeclaration } from "./option-declaration";
import type { OptionNode } from "./option-tree";

/** Types that say all there is to say in TypeScript too. */
const obvious = new Set(["boolean", "string", "package", "path", "submodule", "attribute set of (submodule)"]);

/** What editors show for an option: its description, its type in NixOS's words, its default. Empty or whole lines. */
export function documentation({ declaration, isOutside }: OptionNode): string {
  if (declaration === undefined || isOutside === true) return "";
  const paragraphs = describe(declaration).filter((text) => text !== "");
  if (paragraphs.length === 0) return "";
  const lines = paragraphs.join("\n\n").replaceAll("*/", "*\\/").split("\n");
  if (lines.length === 1) return `  /** ${lines[0] ?? ""} */\n`;
  return `  /**\n${lines.map((line) => `   * ${line}`.trimEnd()).join("\n")}\n   */\n`;
}

function describe(declaration: OptionDeclaration): readonly string[] {
  const { type, aliasOf, removal, isReadOnly, isHidden } = declaration;
  if (removal !== undefined) return [`@deprecated Removed. ${plain(removal)}`.trim()];
  if (aliasOf !== undefined) return [`${isHidden ? "@deprecated Use" : "Another name of"} \`${aliasOf}\`.`];
  const isTold = !obvious.has(type) && type.length <= 150;
  return [
    plain(declaration.description ?? ""),
    ...(isReadOnly ? ["Read-only."] : []),
    [...(isTold ? [`Type: ${type}.`] : []), ...defaultLine(declaration)].join("\n"),
  ];
}

function defaultLine({ default: value }: OptionDeclaration): readonly string[] {
  return value === undefined || value.includes("\n") || value.length > 100 ? [] : [`Default: \`${value}\``];
}

/** NixOS's Markdown without the roles that editors do not know: {option}`a.b`, {file}`/x`. And no tags by accident. */
function plain(text: string): string {
  return text
    .replaceAll(/\{[a-z]+\}(?=`)/g, "")
    .replaceAll(/^\s*:{3,}.*$/gm, "")
    .replaceAll(/^(\s*)@(?=\w)/gm, "$1\\@")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}
