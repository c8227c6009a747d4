import { constants } from "node:os";
import { interrupt } from "../effects/interruption";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What tells this process to end, and how it then ends. */
export interface Interruption {
  /** The exit code of a process that the signal would have killed; undefined while there was none. */
  exitCode(): number | undefined;
}

/**
 * Ends what runs when this process is told to end, so that it can clear up and then end by itself; a second time, at once.
 */
export function endOnSignals(): Interruption {
  let first: NodeJS.Signals | undefined;
  for (const signal of signals) {
    process.on(signal, () => {
      interrupt(first === undefined ? signal : "SIGKILL");
      first ??= signal;
    });
  }
  return { exitCode: () => (first === undefined ? undefined : 128 + constants.signals[first]) };
}
