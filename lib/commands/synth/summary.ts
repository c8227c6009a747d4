import * as path from "node:path";
import { megabytes, secondsText } from "../../cli/terminal/format";
import type { Work } from "../../cli/terminal/terminal";
import { storeName } from "../../platform/nix/store-path";
import { embeddedNixpkgs, type SynthRequest, type SynthResult } from "../../pipeline/request";

/** Summarizes a run: each host with its ISO or system, and the time and work. */
export function summaryOf(
  request: SynthRequest,
  results: readonly SynthResult[],
  seconds: number,
  work: Work,
): readonly string[] {
  const built = results.filter(({ storePath }) => storePath !== null);
  if (built.length === 0) return [];
  const width = Math.max(...built.map(({ host }) => host.length));
  return [
    ...built.flatMap(({ host, iso, storePath, size, sha256, checksum, sbom }) => [
      `${host.padEnd(width)}  ${iso === null ? storeName(storePath ?? "") : path.basename(iso)}  ${megabytes(size ?? 0)}`,
      // Not below the name of the ISO: with a long name of the host, the hash would be wider than a terminal.
      ...(sha256 === null ? [] : [`  sha256 ${sha256}`]),
      ...filesText(request, checksum, sbom),
    ]),
    `done in ${secondsText(seconds)}: ${workText(work)}`,
    ...(request.nixpkgs === embeddedNixpkgs ? [offlineBaseNote] : []),
  ];
}

function filesText(
  { projectDirectory }: SynthRequest,
  checksum: string | null,
  sbom: string | null,
): readonly string[] {
  const file = checksum ?? sbom;
  if (file === null) return [];
  const files = [...(checksum === null ? [] : ["checksum"]), ...(sbom === null ? [] : ["bill of materials"])];
  return [`  ${files.join(" and ")} in ${path.relative(projectDirectory, path.dirname(file))}`];
}

function workText({ built, fetched, fetchedBytes }: Work): string {
  if (built + fetched + fetchedBytes === 0) return "nothing to build";
  const bytes = fetchedBytes === 0 ? "" : ` (${megabytes(fetchedBytes)})`;
  return `built ${String(built)}, fetched ${String(fetched)}${bytes}`;
}

const offlineBaseNote = "built on the offline base from Debian packages: for evaluation and tests, not for release";
