import type { Issue } from "../model";
import type { NixEvent } from "../platform/nix/log/log-event";
import type { LogListeners } from "../platform/nix/run-nix";

/** The phases of a run, in order. Nix fetches while it builds; the progress display separates the two. */
export type Phase = "synthesize" | "lock" | "evaluate" | "fetch" | "build" | "write" | "verify";

/** Writing an image to a device, or verifying it. */
export interface DeviceActivity {
  readonly type: "write" | "verify";
  /** Such as `/dev/sdb`. */
  readonly device: string;
}

/** The evaluation of a host, or the count of all evaluations, which is reported as progress. */
export type EvaluationActivity =
  | {
      readonly type: "evaluate";
      /** The name of the host. */
      readonly host: string;
    }
  | { readonly type: "evaluations" };

/** The start of a build, with what is known about it in advance. */
export type BuildStart = NixEvent & {
  readonly kind: "start";
  /** How long the same build took last time, in seconds; undefined if unknown. */
  readonly estimate: number | undefined;
  /** If it compresses an image's file system: the compression, such as `zstd 19`; empty if unknown. */
  readonly compression: string | undefined;
};

/** A progress event: of Nix, of a device, or of an evaluation. */
export type RunEvent =
  | NixEvent
  | BuildStart
  | { readonly kind: "start"; readonly id: string; readonly activity: DeviceActivity | EvaluationActivity };

/** Receives the progress of a run. Results are returned, not reported. */
export interface Reporter {
  /** A step of cdknix, and the phase that it begins. */
  step(text: string, phase?: Phase): void;
  /** A line of Nix's output. */
  nix(line: string): void;
  /** A progress event. */
  activity(event: RunEvent): void;
  /** A warning or note from the program. */
  issue(issue: Issue): void;
}

/** Forwards the log of Nix to a reporter. */
export function logListener(reporter: Reporter): LogListeners {
  return {
    onStderrLine: (line) => {
      reporter.nix(line);
    },
    onEvent: (event) => {
      reporter.activity(event);
    },
  };
}
