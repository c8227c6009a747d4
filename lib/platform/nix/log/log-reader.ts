import { decodeLogLine, type NixEvent } from "./log-event";

/** How many lines of a failed build's log are shown. */
const shownLogLines = 25;

/**
 * Reads Nix's internal-json log line by line, and gives the text that Nix itself would have printed: its messages, and
 * below the failure of a build the end of its log with how to see the rest, which the JSON logger leaves out.
 * @param onEvent told everything that is decoded.
 * @param logCommand prints the whole log of the derivation that is put behind it.
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

/** The derivation that a message says cannot be built: by Nix up to 2.28, and by later versions. */
export function failedDerivation(message: string): string | undefined {
  return /^error: (?:builder for|Cannot build) '([^']+\.drv)'/m.exec(message)?.[1];
}
