import { formatTable } from "../../cli/terminal/format";
import type { Colours } from "../../cli/terminal/terminal";
import type { ExplainedDefinition, ExplainedOption, ExplainedPrefix, Explanation } from "./explanation";
import { orderName, priorityName, valueText } from "./value-text";

/** How an explanation is told. */
export interface TellingStyle {
  /** Whole values, and what is not active in NixOS's own modules. */
  readonly verbose: boolean;
  readonly colours: Colours;
}

/** An explanation for people: the answer on the first line, and below it how it came about. */
export function explanationText(explanation: Explanation, style: TellingStyle): string {
  return explanation.kind === "option" ? optionText(explanation, style) : prefixText(explanation, style);
}

function optionText(option: ExplainedOption, style: TellingStyle): string {
  const shown = option.definitions.filter((definition) => isShown(definition, style));
  const left = option.definitions.filter(({ outcome }) => outcome === "inactive").length - inactive(shown).length;
  const rows = shown.map((definition) => [
    labelOf(definition),
    definition.outcome === "inactive" ? "" : cut(valueText(definition.value), valueWidth, style),
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
    ...(left === 0
      ? []
      : [`${countOf(left, "definition")} in other modules ${left === 1 ? "is" : "are"} not active (-v shows them)`]),
    ...(option.isComplete
      ? []
      : ["this nixpkgs keeps only the definitions that won: those that lost are not to be seen"]),
  ];
  return [
    answerOf(option, style),
    ...(option.type === null ? [] : [`  type     ${cut(option.type, lineWidth, style)}`]),
    ...(option.default === null ? [] : [`  default  ${cut(defaultText(option.default), lineWidth, style)}`]),
    ...table.map((line) => `  ${coloured(line, style.colours)}`),
    ...notes.map((note) => style.colours.dim(`  ${note}`)),
  ].join("\n");
}

function answerOf(option: ExplainedOption, style: TellingStyle): string {
  const name = style.colours.bold(option.option);
  if (option.error !== null) return `${name} throws: ${oneLine(option.error)}`;
  if (option.isDefined) return `${name} = ${cut(valueText(option.value), lineWidth, style)}`;
  const hint = option.similar.length === 0 ? "" : `; beside it is ${option.similar.join(", ")}`;
  return `${name} is not set and has no default${hint}`;
}

function prefixText({ option, options }: ExplainedPrefix, style: TellingStyle): string {
  const name = style.colours.bold(option);
  if (options.length === 0) return `${name}: the program sets nothing below it`;
  const rows = options.flatMap((each) =>
    each.definitions
      .filter(({ from }) => from === "program")
      .map((definition) => [
        each.option,
        definition.outcome === "inactive" ? "" : cut(valueText(definition.value), valueWidth, style),
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

/** The default is told on a line of its own; of what is not active, only what the program wrote is of interest. */
function isShown({ outcome, isDefault, from }: ExplainedDefinition, { verbose }: TellingStyle): boolean {
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
  if (outcome === "inactive" || priority === null) return "its condition is false";
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

function cut(text: string, width: number, { verbose }: TellingStyle): string {
  return verbose || text.length <= width ? text : `${text.slice(0, width - 1).trimEnd()}…`;
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, " ");
}

function countOf(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function coloured(line: string, colours: Colours): string {
  return line
    .replace(/^(?:won|merged)\b/, (word) => colours.green(word))
    .replace(/^(?:lost|off)\b.*/, (rest) => colours.dim(rest));
}
