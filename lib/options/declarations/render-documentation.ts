import type { OptionDeclaration } from "./option-declaration";
import type { OptionNode } from "./option-tree";

/** Types that are just as precise in TypeScript. */
const obvious = new Set(["boolean", "string", "package", "path", "submodule", "attribute set of (submodule)"]);

/**
 * The documentation that editors show for an option: its description, its type in NixOS's wording, and its default.
 * Empty, or complete lines.
 */
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
  if (aliasOf !== undefined) return [`${isHidden ? "@deprecated Use" : "Alias of"} \`${aliasOf}\`.`];
  const showsType = !obvious.has(type) && type.length <= 150;
  return [
    plain(declaration.description ?? ""),
    ...(isReadOnly ? ["Read-only."] : []),
    [...(showsType ? [`Type: ${type}.`] : []), ...defaultLine(declaration)].join("\n"),
  ];
}

function defaultLine({ default: value }: OptionDeclaration): readonly string[] {
  return value === undefined || value.includes("\n") || value.length > 100 ? [] : [`Default: \`${value}\``];
}

/** NixOS's Markdown without roles, which editors do not support ({option}`a.b`, {file}`/x`), and with escaped tags. */
function plain(text: string): string {
  return text
    .replaceAll(/\{[a-z]+\}(?=`)/g, "")
    .replaceAll(/^\s*:{3,}.*$/gm, "")
    .replaceAll(/^(\s*)@(?=\w)/gm, "$1\\@")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}
