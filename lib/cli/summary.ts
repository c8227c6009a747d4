import * as path from "node:path";
import { embeddedNixpkgs, type SynthRequest, type SynthResult } from "../synth/request";

/** What a run came to, for people: a line for each host. */
export function summaryOf(request: SynthRequest, results: readonly SynthResult[], seconds: number): readonly string[] {
  const built = results.flatMap(({ host, iso, size }) => (iso === null || size === null ? [] : [{ host, iso, size }]));
  if (built.length === 0) return [];
  const width = Math.max(...built.map(({ host }) => host.length));
  return [
    ...built.map(({ host, iso, size }) => `${host.padEnd(width)}  ${path.basename(iso)}  ${megabytes(size)}`),
    `done in ${seconds.toFixed(1)} s`,
    ...(request.nixpkgs === embeddedNixpkgs ? [offlineBaseNote] : []),
  ];
}

const offlineBaseNote =
  "built on the offline base, of Debian packages: good for trying and testing, not a release image";

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
