import * as path from "node:path";
import { megabytes, secondsText } from "../../cli/terminal/format";
import type { Work } from "../../cli/terminal/terminal";
import { embeddedNixpkgs, type SynthRequest, type SynthResult } from "../../pipeline/request";

/** What a run came to, for people: each host with its ISO, and what it took. */
export function summaryOf(
  request: SynthRequest,
  results: readonly SynthResult[],
  seconds: number,
  work: Work,
): readonly string[] {
  const built = results.filter(({ iso }) => iso !== null);
  if (built.length === 0) return [];
  const width = Math.max(...built.map(({ host }) => host.length));
  return [
    ...built.flatMap(({ host, iso, size, sha256, checksum, sbom }) => [
      `${host.padEnd(width)}  ${path.basename(iso ?? "")}  ${megabytes(size ?? 0)}`,
      `${" ".repeat(width)}  sha256 ${sha256 ?? ""}`,
      ...(checksum === null ? [] : [`${" ".repeat(width)}  ${placeText(request, checksum, sbom !== null)}`]),
    ]),
    `done in ${secondsText(seconds)}: ${workText(work)}`,
    ...(request.nixpkgs === embeddedNixpkgs ? [offlineBaseNote] : []),
  ];
}

function placeText({ projectDirectory }: SynthRequest, checksum: string, hasSbom: boolean): string {
  const directory = path.relative(projectDirectory, path.dirname(checksum));
  return `with its checksum ${hasSbom ? "and bill of materials " : ""}in ${directory}`;
}

function workText({ built, fetched, fetchedBytes }: Work): string {
  if (built + fetched + fetchedBytes === 0) return "nothing had to be built";
  const bytes = fetchedBytes === 0 ? "" : ` (${megabytes(fetchedBytes)})`;
  return `built ${String(built)}, fetched ${String(fetched)}${bytes}`;
}

const offlineBaseNote =
  "built on the offline base, of Debian packages: good for trying and testing, not a release image";
