import { closeSync, openSync, readSync } from "node:fs";
import type { LogListeners } from "../../platform/nix/run-nix";
import { derivationName, onDisk } from "../../platform/nix/store-path";
import { logListener, type Reporter } from "../reporter";

/** The durations of builds in seconds, by the name of the derivation. */
export type Durations = Readonly<Record<string, number>>;

/** Shorter builds need no estimate. */
const longBuildSeconds = 5;

/**
 * Forwards the log of builds to a reporter, with an estimate for each build, and measures them.
 * @param last durations of earlier builds.
 */
export function watchBuilds(
  reporter: Reporter,
  last: Durations,
  store: string | undefined,
): { readonly listeners: LogListeners; readonly durations: () => Durations } {
  const started = new Map<string, { readonly name: string; readonly at: number }>();
  const durations: Record<string, number> = {};
  const { onStderrLine, onEvent } = logListener(reporter);
  const listeners: LogListeners = {
    ...(onStderrLine === undefined ? {} : { onStderrLine }),
    onEvent: (event) => {
      if (event.kind === "start" && event.activity.type === "build") {
        const { derivation } = event.activity;
        const name = derivationName(derivation);
        started.set(event.id, { name, at: performance.now() });
        const compression = name.includes("squashfs") ? compressionOf(onDisk(derivation, store)) : undefined;
        reporter.activity({ ...event, estimate: last[name], compression });
        return;
      }
      const build = event.kind === "stop" ? started.get(event.id) : undefined;
      if (build !== undefined) {
        const seconds = (performance.now() - build.at) / 1000;
        if (seconds >= longBuildSeconds) durations[build.name] = Math.round(seconds * 10) / 10;
      }
      onEvent?.(event);
    },
  };
  return { listeners, durations: () => durations };
}

/** A derivation of nixpkgs' make-squashfs.nix has a few hundred kilobytes; the arguments of the builder come late. */
const readBytes = 1 << 20;

/** The arguments of mksquashfs' `-comp` in a derivation, such as `zstd -Xcompression-level 19`; empty if not found. */
function compressionOf(derivation: string): string {
  try {
    const descriptor = openSync(derivation, "r");
    try {
      const buffer = Buffer.alloc(readBytes);
      const text = buffer.toString("latin1", 0, readSync(descriptor, buffer, 0, readBytes, 0));
      return compressionIn(text) ?? "";
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // On a remote builder, in a format that Nix changed, or removed in the meantime: only the message is less precise.
    return "";
  }
}

/** Finds the compression in the text of a derivation: an argument of mksquashfs, or an attribute, possibly in JSON. */
export function compressionIn(text: string): string | undefined {
  const value = String.raw`((?:zstd|xz|gzip|lzo|lz4)(?: -X[a-z-]+(?: [a-z0-9%,]+)?)*)`;
  const found = new RegExp(String.raw`(?:-comp |\bcompression\\*"[:,]\\*")${value}`).exec(text)?.[1];
  return found?.replace(" -Xcompression-level", "");
}
