import { formatTable } from "../../cli/terminal/format";
import type { TerminalColors } from "../../cli/terminal/terminal";
import type { ExplainedDefinition, ExplainedOption, ExplainedPrefix, Explanation } from "./explanation";
import { orderName, priorityName, valueText } from "./value-text";

/** How an explanation is formatted. */
export interface ExplanationStyle {
  /** Shows inactive definitions in NixOS modules. */
  readonly verbose: boolean;
  /** Shows whole values. */
  readonly isWhole: boolean;
  readonly colors: TerminalColors;
}

/** Formats an explanation: the value on the first line, and the definitions below it. */
export function explanationText(explanation: Explanation, style: ExplanationStyle): string {
  return explanation.kind === "option" ? optionText(explanation, style) : prefixText(explanation, style);
}

function optionText(option: ExplainedOption, style: ExplanationStyle): string {
  const shown = option.definitions.filter((definition) => isShown(definition, style));
  const hidden = option.definitions.filter(({ outcome }) => outcome === "inactive").length - inactive(shown).length;
  const rows = shown.map((definition) => [
    labelOf(definition),
    definition.outcome === "inactive" ? "" : truncate(valueText(definition.value), valueWidth, style),
    strengthOf(definition),
    placeOf(definition),
    definition.construct ?? "",
    definition.source ?? "",
  ]);
  const table =
    rows.length === 0
      ? []
      : formatTable([["default", "", "", "", "", ""], ...rows])
          .split("\n")
          .slice(1);
  const notes = [
    ...(hidden === 0
      ? []
      : [
          `${countOf(hidden, "inactive definition")} in other modules (use -v to show ${hidden === 1 ? "it" : "them"})`,
        ]),
    ...(option.isComplete
      ? []
      : ["this nixpkgs keeps only the definitions that won, so overridden ones are not shown"]),
  ];
  return [
    answerOf(option, style),
    ...(option.type === null ? [] : [`  type     ${truncate(option.type, lineWidth, style)}`]),
    ...(option.default === null ? [] : [`  default  ${truncate(defaultText(option.default), lineWidth, style)}`]),
    ...table.map((line) => `  ${colorize(line, style.colors)}`),
    ...notes.map((note) => style.colors.dim(`  ${note}`)),
  ].join("\n");
}

function answerOf(option: ExplainedOption, style: ExplanationStyle): string {
  const name = style.colors.bold(option.option);
  if (option.error !== null) return `${name} throws: ${oneLine(option.error)}`;
  if (option.isDefined) return `${name} = ${truncate(valueText(option.value), lineWidth, style)}`;
  const hint = option.similar.length === 0 ? "" : `; similar: ${option.similar.join(", ")}`;
  return `${name} is not set and has no default${hint}`;
}

function prefixText({ option, options }: ExplainedPrefix, style: ExplanationStyle): string {
  const name = style.colors.bold(option);
  if (options.length === 0) return `${name}: the program sets nothing below it`;
  const rows = options.flatMap((each) =>
    each.definitions
      .filter(({ from }) => from === "program")
      .map((definition) => [
        each.option,
        definition.outcome === "inactive" ? "" : truncate(valueText(definition.value), valueWidth, style),
        labelOf(definition),
        definition.construct ?? "",
        definition.source ?? "",
      ]),
  );
  const lines = formatTable(rows).split("\n");
  return [
    `${name}: the program sets ${countOf(options.length, "option")} below it`,
    ...lines.map((line) => `  ${line}`),
  ].join("\n");
}

/** The default has its own line. Inactive definitions are shown only if the program wrote them. */
function isShown({ outcome, isDefault, from }: ExplainedDefinition, { verbose }: ExplanationStyle): boolean {
  if (isDefault) return outcome === "won" || outcome === "merged";
  return outcome !== "inactive" || verbose || from === "program";
}

function inactive(definitions: readonly ExplainedDefinition[]): readonly ExplainedDefinition[] {
  return definitions.filter(({ outcome }) => outcome === "inactive");
}

function labelOf({ outcome }: ExplainedDefinition): string {
  return outcome === "inactive" ? "off" : outcome;
}

function strengthOf({ outcome, priority, order, isDefault }: ExplainedDefinition): string {
  if (outcome === "inactive" || priority === null) return "condition is false";
  const name = isDefault ? "the default" : priorityName(priority);
  return [
    `at ${String(priority).padStart(3)}${name === undefined ? "" : ` (${name})`}`,
    ...(order === null ? [] : [orderName(order)]),
  ].join(", ");
}

function placeOf({ file, from }: ExplainedDefinition): string {
  if (from === "offline-base") return `embedded/${file}`;
  return from === null || from === "program" || from === "nixpkgs" ? file : `${from}: ${file}`;
}

function defaultText(fallback: NonNullable<ExplainedOption["default"]>): string {
  return "text" in fallback ? oneLine(fallback.text) : valueText(fallback.value);
}

const valueWidth = 44;
const lineWidth = 100;

function truncate(text: string, width: number, { isWhole }: ExplanationStyle): string {
  return isWhole || text.length <= width ? text : `${text.slice(0, width - 1).trimEnd()}…`;
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, " ");
}

function countOf(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function colorize(line: string, colors: TerminalColors): string {
  return line
    .replace(/^(?:won|merged)\b/, (word) => colors.green(word))
    .replace(/^(?:lost|off)\b.*/, (rest) => colors.dim(rest));
}
