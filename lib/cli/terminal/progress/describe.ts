import type { BuildStart, RunEvent } from "../../../pipeline/reporter";
import { secondsText } from "../format";
import { compressionProgress } from "./compression-progress";
import { isPartOfCopy, nameOf, type ProgressState } from "./state";

/** The amount of output, and its destination. */
export interface DescribeOptions {
  /** Also prints build logs. */
  readonly verbose: boolean;
  /** A live display already shows what starts and stops. */
  readonly isLive: boolean;
  readonly print: (line: string) => void;
  readonly step: (text: string) => void;
}

/** Shorter builds get no line when they end: there are many, and the next line shows that they ended. */
const shortBuildSeconds = 5;

function compressingText(compression: string): string {
  return `compressing the file system of the image${compression === "" ? "" : ` with ${compression}`}`;
}

/** In a log, ten lines about a compression are enough. */
function isWorthALine(line: string): boolean {
  return (compressionProgress(line)?.percent ?? 0) % 10 === 0;
}

/**
 * Prints what Nix does as permanent lines: what starts, the end of long builds, and, with `verbose`, build logs.
 * @returns a function that takes an event, the state before it, and the time.
 */
export function describeActivity({
  verbose,
  isLive,
  print,
  step,
}: DescribeOptions): (event: RunEvent, before: ProgressState, now: number) => void {
  return (event, { running }, now) => {
    if (event.kind === "start") {
      const { activity } = event;
      const { estimate, compression }: Partial<BuildStart> = "estimate" in event ? event : {};
      const lastTime = estimate === undefined ? "" : ` (last time ${secondsText(estimate)})`;
      // By far the longest step, so its reason is worth a line in any case.
      if (compression !== undefined) step(`${compressingText(compression)}${lastTime}`);
      if (isLive && !verbose) return;
      if (activity.type === "build" && compression === undefined) step(`building ${nameOf({ activity })}${lastTime}`);
      else if (activity.type === "copy") step(`fetching ${nameOf({ activity })} from ${activity.from}`);
      else if (activity.type === "transfer" && !isPartOfCopy({ activity })) step(`fetching ${activity.url}`);
      return;
    }
    const entry = event.kind === "stop" || event.kind === "log" ? running.get(event.id) : undefined;
    if (entry?.activity.type !== "build") return;
    if (event.kind === "log" && verbose && isWorthALine(event.line)) print(`${nameOf(entry)}> ${event.line}`);
    if (event.kind === "stop" && !isLive && now - entry.since >= shortBuildSeconds)
      step(`${nameOf(entry)} took ${secondsText(now - entry.since)}`);
  };
}
