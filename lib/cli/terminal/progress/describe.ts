import type { RunEvent } from "../../../pipeline/reporter";
import { secondsText } from "../format";
import { isPartOfCopy, nameOf, type ProgressState } from "./state";

/** How much is told, and where. */
export interface DescribeOptions {
  /** The logs of builds, too. */
  readonly verbose: boolean;
  /** A live display shows what begins and ends. */
  readonly isLive: boolean;
  readonly say: (line: string) => void;
  readonly step: (text: string) => void;
}

/** A build that took less is not told when it ends: there are many, and the next line says as much. */
const shortBuildSeconds = 5;

/**
 * Tells in lines that stay what Nix does: what begins, the end of a long build, and, when everything is asked for, the logs.
 * @returns takes an event, the state before it, and the time.
 */
export function describeActivity({
  verbose,
  isLive,
  say,
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
    if (event.kind === "log" && verbose) say(`${nameOf(entry)}> ${event.line}`);
    if (event.kind === "stop" && !isLive && now - entry.since >= shortBuildSeconds)
      step(`${nameOf(entry)} took ${secondsText(now - entry.since)}`);
  };
}
