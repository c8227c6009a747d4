/** The number and the bar before a line of code, or the bar alone before a marker. */
const gutter = /^ {2}(?:>| ) *\d* \|(?: |$)/;

/** Whether a line belongs to the code around an error: a wrapped line would move the marker away from its code. */
export function isCodeFrame(line: string): boolean {
  return gutter.test(line);
}

/**
 * Fits the code around errors into a terminal. If the marker would be outside, the beginning of each line is left out; what is
 * left out is an ellipsis.
 */
export function fitCodeFrames(lines: readonly string[], columns: number): readonly string[] {
  const fitted: string[] = [];
  for (let at = 0; at < lines.length;) {
    const length = lines.slice(at).findIndex((line) => !isCodeFrame(line));
    const frame = lines.slice(at, length === -1 ? undefined : at + length);
    const next = lines[at + frame.length];
    fitted.push(...fitFrame(frame, columns), ...(next === undefined ? [] : [next]));
    at += frame.length + 1;
  }
  return fitted;
}

function fitFrame(frame: readonly string[], columns: number): readonly string[] {
  if (frame.every((line) => line.length <= columns)) return frame;
  const bars = frame.map((line) => gutter.exec(line)?.[0] ?? "");
  const codes = frame.map((line, index) => line.slice((bars[index] ?? "").length));
  const room = columns - (bars[0] ?? "").length;
  const marker = codes.find((code) => /^ *\^+$/.test(code)) ?? "";
  const first = marker.indexOf("^");
  // The marker, and some of the code before it.
  const start = marker.length < room ? 0 : Math.max(0, first - Math.floor(room / 3));
  return codes.map((code, index) => `${bars[index] ?? ""}${cut(code, start, room)}`.trimEnd());
}

function cut(code: string, start: number, room: number): string {
  const left = start === 0 || code.slice(0, start).trim() === "" ? code.slice(start) : `…${code.slice(start + 1)}`;
  return left.length <= room ? left : `${left.slice(0, room - 1)}…`;
}
