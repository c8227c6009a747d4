import type { NixEvent } from "../log/log-event";
import { failedDerivation } from "../log/log-reader";
import type { LogListeners } from "../run-nix";

/** The builders seen during one run of Nix. */
export interface WatchedMachines {
  /** Listeners for the log of Nix; they forward everything. */
  readonly listeners: LogListeners;
  /** Addresses of builders that disconnected during a build. */
  readonly lost: () => readonly string[];
}

/**
 * Detects builders that disconnect during a build. If a build itself fails, Nix names the builder. If its connection
 * breaks, Nix reports only a connection error, and then that the build failed. Source: the messages of Nix 2.8, and its
 * src/build-remote/build-remote.cc.
 */
export function watchMachines(listeners: LogListeners): WatchedMachines {
  const machineOf = new Map<string, string>();
  const failedByThemselves = new Set<string>();
  const failed = new Set<string>();
  let isBroken = false;
  const watch = (event: NixEvent): void => {
    if (event.kind === "start" && event.activity.type === "build" && event.activity.machine !== "") {
      machineOf.set(event.activity.derivation, event.activity.machine);
    } else if (event.kind === "log") {
      isBroken ||= brokenConnection.test(event.line) && event.line.startsWith("Connection ");
    } else if (event.kind === "message") {
      const [, own] = /^error: build of '([^']+\.drv)' on '/.exec(event.text) ?? [];
      const derivation = failedDerivation(event.text);
      if (own !== undefined) failedByThemselves.add(own);
      else if (derivation !== undefined) failed.add(derivation);
      isBroken ||= brokenConnection.test(event.text);
    }
  };
  return {
    listeners: {
      ...listeners,
      onEvent: (event) => {
        watch(event);
        listeners.onEvent?.(event);
      },
    },
    lost: () => {
      if (!isBroken) return [];
      const broken = [...failed].filter((derivation) => !failedByThemselves.has(derivation));
      return [...new Set(broken.flatMap((derivation) => machineOf.get(derivation) ?? []))];
    },
  };
}

/** The wording of Nix and ssh; ssh writes into the build log. */
const brokenConnection =
  /unexpected end-of-file|Broken pipe|Connection (?:reset|closed|timed out|to \S+ (?:closed|timed out))|Timeout, server .* not responding/;
