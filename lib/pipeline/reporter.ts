import type { Issue } from "../model";
import type { NixEvent } from "../platform/nix/log/log-event";
import type { Listening } from "../platform/nix/run-nix";

/** What a run does, in this order. Nix fetches while it builds; whoever listens to it tells the two apart. */
export type Phase = "synthesize" | "lock" | "evaluate" | "fetch" | "build" | "write" | "verify";

/** An image is written to a device, or read back from it. */
export interface DeviceActivity {
  readonly type: "write" | "verify";
  /** Such as `/dev/sdb`. */
  readonly device: string;
}

/** One thing that is told on the way: by Nix, or of a device. */
export type RunEvent = NixEvent | { readonly kind: "start"; readonly id: string; readonly activity: DeviceActivity };

/** Where a run tells what it does. Results are returned, not told. */
export interface Reporter {
  /** A step of our own, and the phase that it begins. */
  step(text: string, phase?: Phase): void;
  /** A line of what Nix says on its way. */
  nix(line: string): void;
  /** What is done on the way. */
  activity(event: RunEvent): void;
  /** A warning or note of the program. */
  issue(issue: Issue): void;
}

/** Who is told what Nix says and does. */
export function logListener(reporter: Reporter): Listening {
  return {
    onStderrLine: (line) => {
      reporter.nix(line);
    },
    onEvent: (event) => {
      reporter.activity(event);
    },
  };
}
