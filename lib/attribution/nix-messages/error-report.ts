/** A position in a file that Nix read. */
export interface NixPosition {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
}

/** A frame of Nix's trace: `… while evaluating the option …`. */
export interface NixTraceFrame {
  readonly text: string;
  readonly position: NixPosition | undefined;
}

/** A parsed error message of Nix, independent of the Nix version. */
export interface NixErrorReport {
  /** The error itself, one or more lines, without the prefix `error:`. */
  readonly message: string;
  /** Where Nix reports the error. */
  readonly position: NixPosition | undefined;
  /** Nix's suggestion for an unknown name: `htop`, `one of a or b`. */
  readonly suggestion: string | undefined;
  /** The trace, innermost frame first. */
  readonly trace: readonly NixTraceFrame[];
}

/**
 * Parses Nix's error output. Nix 2.8 prints the error first and then the trace, innermost frame first; from Nix 2.14 on, the
 * trace comes first, outermost frame first, and the error last, indented below a line `error:`.
 */
export function parseNixError(text: string): NixErrorReport {
  const lines = text.split("\n").filter((line) => !hints.test(line));
  const start = lines.map((line) => /^(?: {7})?error:(?: |$)/.test(line)).lastIndexOf(true);
  if (start < 0) return { message: text.trim(), position: undefined, suggestion: undefined, trace: [] };
  const [first = "", ...rest] = lines.slice(start);
  const own = [first.replace(/^ *error: ?/, ""), ...rest.map((line) => line.replace(/^ {1,7}/, ""))];
  const end = own.findIndex((line) => positionLine.test(line) || line.startsWith("… "));
  const [message, after] = end < 0 ? [own, []] : [own.slice(0, end), own.slice(end)];
  const traceStart = after.findIndex((line) => line.startsWith("… "));
  const near = traceStart < 0 ? after : after.slice(0, traceStart);
  const suggestion = [...near, ...message].flatMap((line) => /^\s*Did you mean (.+)\?$/.exec(line)?.[1] ?? []).at(0);
  const trace = [
    ...(traceStart < 0 ? [] : framesOf(after.slice(traceStart))),
    ...[...framesOf(lines.slice(0, start))].reverse(),
  ];
  const position = near.map(positionOf).find((each) => each !== undefined);
  return {
    message: message.join("\n").trim(),
    position: callSite(message[0] ?? "", trace[0]) ?? position,
    suggestion,
    trace,
  };
}

/** The position of a wrong call. Nix 2.8 reports the call; newer versions report the function, and the call before it. */
function callSite(message: string, nearest: NixTraceFrame | undefined): NixPosition | undefined {
  const isWrongCall = / called with(?:out required| unexpected) argument /.test(message);
  return isWrongCall && nearest?.text === "from call site" ? nearest.position : undefined;
}

const hints = /^\s*\((?:use '--show-trace'|stack trace truncated;).*\)$/;
const positionLine = /^\s*at (.+):(\d+):(\d+):?$/;

function framesOf(lines: readonly string[]): readonly NixTraceFrame[] {
  const frames: { text: string; position: NixPosition | undefined }[] = [];
  for (const line of lines) {
    const trimmed = line.trim();
    if (trimmed.startsWith("… ")) frames.push({ text: trimmed.slice(2), position: undefined });
    const frame = frames.at(-1);
    if (frame !== undefined) frame.position ??= positionOf(line);
  }
  return frames;
}

function positionOf(line: string): NixPosition | undefined {
  const [, file, row, column] = positionLine.exec(line) ?? [];
  return file === undefined ? undefined : { file, line: Number(row), column: Number(column) };
}
