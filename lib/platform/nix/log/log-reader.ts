import { decodeLogLine, type NixEvent } from "./log-event";

/** Number of log lines shown for a failed build. */
const shownLogLines = 25;

/**
 * Reads Nix's internal-json log line by line and returns the text that Nix itself would print: its messages, and below
 * a failed build the end of its log and the command that shows the rest, which the JSON logger omits.
 * @param onEvent receives every decoded event.
 * @param logCommand command that, followed by a derivation, prints its full log.
 */
export function makeLogReader(
  onEvent: ((event: NixEvent) => void) | undefined,
  logCommand: string,
): (line: string) => readonly string[] {
  const derivations = new Map<string, string>();
  const tails = new Map<string, string[]>();
  const textOf = (event: NixEvent): readonly string[] => {
    if (event.kind === "message") {
      const lines = event.text.split("\n");
      return [...lines, ...endOfLog(failedDerivation(event.text))];
    }
    if (event.kind === "start" && event.activity.type === "build") {
      derivations.set(event.id, event.activity.derivation);
      tails.set(event.activity.derivation, []);
    } else if (event.kind === "log") {
      const tail = tails.get(derivations.get(event.id) ?? "");
      tail?.push(event.line);
      if (tail !== undefined && tail.length > shownLogLines) tail.shift();
    }
    return [];
  };
  const endOfLog = (derivation: string | undefined): readonly string[] => {
    const tail = tails.get(derivation ?? "") ?? [];
    if (derivation === undefined || tail.length === 0) return [];
    tails.delete(derivation);
    return [
      `       last ${String(tail.length)} log lines:`,
      ...tail.map((line) => `       > ${line}`),
      `       For full logs, run '${logCommand} ${derivation}'.`,
    ];
  };
  return (line) => {
    const event = decodeLogLine(line);
    if (event === undefined) return [line];
    if (event === null) return [];
    onEvent?.(event);
    return textOf(event);
  };
}

/** The derivation in a message about a failed build: the wording of Nix up to 2.28, and of later versions. */
export function failedDerivation(message: string): string | undefined {
  return /^error: (?:builder for|Cannot build) '([^']+\.drv)'/m.exec(message)?.[1];
}
