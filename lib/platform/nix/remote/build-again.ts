import { isFailure } from "../../failure";
import { interruption } from "../../process/interruption";
import type { LogListeners } from "../run-nix";
import type { NixTool } from "../tool";
import { buildersLost } from "./errors";
import { machinesText } from "./machine";
import { watchMachines } from "./watch-machines";

/** How to run Nix in one attempt. */
export interface Attempt {
  /** Additional arguments. */
  readonly args: readonly string[];
  readonly listeners: LogListeners;
}

/**
 * Builds, and retries without the builders that disconnect during the build. Nix itself skips builders that it cannot
 * reach, but gives up the builds that were running on a lost one.
 * @throws the error of the build; if builders were lost before, including their names
 */
export async function buildAgainWithoutLost<T>(
  { machines }: NixTool,
  listeners: LogListeners,
  build: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const gone = new Set<string>();
  for (;;) {
    const left = machines?.filter(({ store }) => !gone.has(store));
    const args = left === undefined || gone.size === 0 ? [] : ["--option", "builders", machinesText(left)];
    const watched = watchMachines(listeners);
    try {
      return await build({ args, listeners: watched.listeners });
    } catch (error) {
      if (!isFailure(error) || interruption.aborted) throw error;
      const lost = watched.lost().filter((machine) => !gone.has(machine));
      if (lost.length === 0) throw gone.size === 0 || error.kind === "build" ? error : buildersLost([...gone], error);
      for (const machine of lost) {
        gone.add(machine);
        listeners.onStderrLine?.(`warning: lost the connection to ${machine}; retrying its builds elsewhere`);
      }
    }
  }
}
