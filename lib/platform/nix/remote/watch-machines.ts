import type { NixEvent } from "../log/log-event";
import { failedDerivation } from "../log/log-reader";
import type { Listening } from "../run-nix";

/** What is known of the machines of one run of Nix. */
export interface WatchedMachines {
  /** To be told what Nix says and does; passes everything on. */
  readonly listening: Listening;
  /** Addresses of machines that went away while they built. */
  readonly lost: () => readonly string[];
}

/**
 * Notices machines that go away while they build. Of a build that fails by itself Nix says on which machine it did; of
 * one whose connection breaks only what the connection did, and then that the build failed. Source: what Nix 2.8 says, and
 * its src/build-remote/build-remote.cc.
 */
export function watchMachines(listening: Listening): WatchedMachines {
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
    listening: {
      ...listening,
      onEvent: (event) => {
        watch(event);
        listening.onEvent?.(event);
      },
    },
    lost: () => {
      if (!isBroken) return [];
      const broken = [...failed].filter((derivation) => !failedByThemselves.has(derivation));
      return [...new Set(broken.flatMap((derivation) => machineOf.get(derivation) ?? []))];
    },
  };
}

/** How Nix and ssh word it; ssh writes into the log of the build. */
const brokenConnection =
  /unexpected end-of-file|Broken pipe|Connection (?:reset|closed|timed out|to \S+ (?:closed|timed out))|Timeout, server .* not responding/;
