import type { RunEvent } from "../../../pipeline/reporter";
import { secondsText } from "../format";
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
      if (isLive && !verbose) return;
      if (activity.type === "build") step(`building ${nameOf({ activity })}`);
      else if (activity.type === "copy") step(`fetching ${nameOf({ activity })} from ${activity.from}`);
      else if (activity.type === "transfer" && !isPartOfCopy({ activity })) step(`fetching ${activity.url}`);
      return;
    }
    const entry = event.kind === "stop" || event.kind === "log" ? running.get(event.id) : undefined;
    if (entry?.activity.type !== "build") return;
    if (event.kind === "log" && verbose) print(`${nameOf(entry)}> ${event.line}`);
    if (event.kind === "stop" && !isLive && now - entry.since >= shortBuildSeconds)
      step(`${nameOf(entry)} took ${secondsText(now - entry.since)}`);
  };
}
