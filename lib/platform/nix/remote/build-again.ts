import { isFailure } from "../../failure";
import { interruption } from "../../process/interruption";
import type { Listening } from "../run-nix";
import type { NixTool } from "../tool";
import { buildersLost } from "./errors";
import { machinesText } from "./machine";
import { watchMachines } from "./watch-machines";

/** How to run Nix this time. */
export interface Attempt {
  /** Arguments besides those of every command. */
  readonly args: readonly string[];
  readonly listening: Listening;
}

/**
 * Builds, and again without them when machines go away in the midst of it. Nix itself goes on without a machine that it
 * cannot reach, but gives up what was being built on one that is lost.
 * @throws what the build throws; where machines were lost before, with that
 */
export async function buildAgainWithoutLost<T>(
  { machines }: NixTool,
  listening: Listening,
  build: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const gone = new Set<string>();
  for (;;) {
    const left = machines?.filter(({ store }) => !gone.has(store));
    const args = left === undefined || gone.size === 0 ? [] : ["--option", "builders", machinesText(left)];
    const watched = watchMachines(listening);
    try {
      return await build({ args, listening: watched.listening });
    } catch (error) {
      if (!isFailure(error) || interruption.aborted) throw error;
      const lost = watched.lost().filter((machine) => !gone.has(machine));
      if (lost.length === 0) throw gone.size === 0 || error.kind === "build" ? error : buildersLost([...gone], error);
      for (const machine of lost) {
        gone.add(machine);
        listening.onStderrLine?.(`warning: ${machine} went away while it built; what it had is built again elsewhere`);
      }
    }
  }
}
