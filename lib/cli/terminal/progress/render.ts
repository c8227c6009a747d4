import type { Colors } from "picocolors/types";
import type { Phase } from "../../../pipeline/reporter";
import { megabytes, secondsText } from "../format";
import { isPartOfCopy, nameOf, spentAt, totalOf, type ProgressState, type Running } from "./state";

const order: readonly Phase[] = ["synthesize", "lock", "evaluate", "fetch", "build", "write", "verify"];
const logIndent = " ".repeat(9);

/** The available space and the colors. */
export interface RenderOptions {
  /** Rows of the terminal. */
  readonly rows: number;
  readonly colors: Pick<Colors, "bold" | "dim" | "cyan">;
}

/**
 * Renders a state as lines: the phases with their times, counts, what is running, and the last lines of the most recently
 * active build log. Lines may be wider than the terminal; the live display truncates them.
 */
export function renderProgress(state: ProgressState, now: number, { rows, colors }: RenderOptions): readonly string[] {
  if (state.phase === undefined) return [];
  const room = Math.max(2, rows - 3);
  const running = [...state.running.values()].filter((entry) => !isPartOfCopy(entry));
  const shown = running.slice(0, Math.max(1, Math.floor(room / 2)));
  const rest = running.length - shown.length;
  const counts = countsText(state);
  const lines = [
    phasesText(state, now, colors),
    ...(counts === "" ? [] : [counts]),
    ...shown.map((entry) => runningText(entry, now, colors)),
    ...(rest > 0 ? [`${logIndent}and ${String(rest)} more`] : []),
  ];
  const log = logOf(state).slice(-Math.max(0, Math.min(5, room - lines.length)));
  return [...lines, ...(lines.length < room ? log.map((line) => colors.dim(`${logIndent}| ${plainText(line)}`)) : [])];
}

function phasesText(state: ProgressState, now: number, colors: RenderOptions["colors"]): string {
  const spent = spentAt(state, now);
  return order
    .flatMap((phase) => {
      const seconds = spent[phase];
      if (seconds === undefined) return [];
      const text = `${phase} ${secondsText(seconds)}`;
      return [phase === state.phase ? colors.bold(colors.cyan(text)) : text];
    })
    .join(" > ");
}

/** Formats how much is done; empty while nothing is known to be evaluated, built, or fetched. */
function countsText(state: ProgressState): string {
  const evaluations = state.phase === "evaluate" ? totalOf(state, "evaluations") : undefined;
  const [builds, copies, bytes] = (["builds", "copies", "transfer"] as const).map((of) => totalOf(state, of));
  const count = (total: { done: number; expected: number } | undefined, verb: string): readonly string[] =>
    total === undefined || total.expected === 0 ? [] : [`${String(total.done)} of ${String(total.expected)} ${verb}`];
  return [
    ...count(evaluations, "evaluated"),
    ...count(builds, "built"),
    ...count(copies, "fetched"),
    ...(bytes === undefined || bytes.expected === 0
      ? []
      : [`${(bytes.done / 1e6).toFixed(1)} of ${megabytes(bytes.expected)}`]),
  ].join(", ");
}

function runningText(entry: Running, now: number, colors: RenderOptions["colors"]): string {
  const { activity, done, expected, phase, since, estimate, percent } = entry;
  const isFetch = activity.type === "copy" || activity.type === "transfer";
  const verb = isFetch ? "fetch" : activity.type;
  // The speed of a device shows whether it is worth waiting for.
  const rate = isFetch || now <= since ? "" : `, ${megabytes(done / (now - since))}/s`;
  const bytes = expected > 0 ? ` ${(done / 1e6).toFixed(1)} of ${megabytes(expected)}${rate}` : "";
  const facts = [
    ...(phase === undefined ? [] : [phase]),
    ...(percent === undefined ? [] : [`${String(percent)}%, ${megabytes(done)} written`]),
    ...(estimate === undefined ? [] : [`last time ${secondsText(estimate)}`]),
  ];
  const detail = activity.type === "build" ? (facts.length === 0 ? "" : ` (${facts.join(", ")})`) : bytes;
  return `${secondsText(now - since).padStart(8)} ${colors.cyan(verb)} ${nameOf(entry)}${detail}`;
}

function logOf({ lastLogged, running }: ProgressState): readonly string[] {
  const builds = [...running.values()].filter(({ activity }) => activity.type === "build");
  return (running.get(lastLogged ?? "") ?? builds.at(-1))?.log ?? [];
}

/** Removes control characters, which could move the cursor, from a line. */
function plainText(line: string): string {
  return line.replaceAll("\t", "    ").replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, "");
}
