import * as path from "node:path";
import { differenceText, formatTable, megabytes } from "../../cli/terminal/format";
import type { Colours } from "../../cli/terminal/terminal";
import type { Inspection } from "../../pipeline/image/inspection";
import { bySavings, licencesByUse, offlineBaseNote, shareText } from "./inspection-format";

/** What is inside an ISO, for people; all of it with `verbose`, the largest without. */
export function inspectionText(
  inspection: Inspection,
  { verbose, colours }: { readonly verbose: boolean; readonly colours: Colours },
): string {
  const sections = [
    summary(inspection),
    packages(inspection, verbose),
    constructs(inspection),
    licences(inspection, verbose),
    bootMenu(inspection, verbose),
    files(inspection, verbose),
    ...(verbose ? [closure(inspection)] : []),
  ];
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [colours.bold(title), ...lines.map((line) => `  ${line}`.trimEnd())].join("\n"))
    .join("\n\n");
}

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

const shown = 15;

function summary(inspection: Inspection): Section {
  const { host, release, system, iso, size, sha256, volumeId, kernel, closure, isOfflineBase } = inspection;
  const store = `${megabytes(closure.size)} in ${String(closure.paths.length)} paths, before they are compressed`;
  const rows = [
    ["host", `${host}, NixOS ${release}, ${system}`],
    ["file", iso],
    ["sha256", sha256],
    ["volume", volumeId],
    ["kernel", kernel === null ? "not known" : [kernel.version, ...kernel.parameters].join(" ")],
    ["store", store],
    ...(isOfflineBase ? [["note", offlineBaseNote]] : []),
  ];
  return { title: `${path.basename(iso)}  ${megabytes(size)}`, lines: table(rows) };
}

function packages({ packages: all, closure }: Inspection, verbose: boolean): Section {
  const rows = (verbose ? all : all.slice(0, shown)).map(({ name, versions, size, licenses: known }) => [
    megabytes(size).padStart(10),
    shareText(size, closure.size).padStart(6),
    name,
    versions.join(", "),
    known?.join(", ") ?? "",
  ]);
  return {
    title: `Packages${verbose ? "" : `, the largest of ${String(all.length)}`}`,
    lines: [...table(rows), ...more(all.length, rows.length)],
  };
}

function constructs({ constructs: all }: Inspection): Section {
  if (all === null) return { title: "", lines: [] };
  const rows = bySavings(all).map(({ construct, source, saves, unknown, packages: own }) => [
    saves === null ? "not known" : differenceText(saves).padStart(10),
    construct,
    source ?? "",
    unknown ??
      own
        .slice(0, 3)
        .map(({ name }) => name)
        .join(", "),
  ]);
  return { title: "Constructs: how much smaller the store would be without each", lines: table(rows) };
}

function licences(inspection: Inspection, verbose: boolean): Section {
  const rows = licencesByUse(inspection).map(({ licence, paths, size }) => [
    megabytes(size).padStart(10),
    `${String(paths)} ${paths === 1 ? "path" : "paths"}`,
    licence,
  ]);
  const some = verbose ? rows : rows.slice(0, shown);
  return { title: "Licences", lines: [...table(some), ...more(rows.length, some.length)] };
}

function bootMenu({ bootEntries }: Inspection, verbose: boolean): Section {
  const rows = bootEntries.flatMap(({ loader, title, kernel, initrd, parameters }) => [
    [loader, title],
    ...(verbose && kernel !== null ? [["", `${kernel} ${parameters}, initrd ${initrd ?? "none"}`]] : []),
  ]);
  return { title: "Boot menu", lines: table(rows) };
}

function files({ contents, size }: Inspection, verbose: boolean): Section {
  const sorted = [...contents].sort((a, b) => b.size - a.size);
  const some = verbose ? sorted : sorted.slice(0, shown);
  const rows = some.map((each) => [
    megabytes(each.size).padStart(10),
    shareText(each.size, size).padStart(6),
    each.path,
  ]);
  return { title: "Files of the ISO", lines: [...table(rows), ...more(sorted.length, some.length)] };
}

function closure({ closure: { paths } }: Inspection): Section {
  return {
    title: "Store paths",
    lines: table(paths.map((each) => [megabytes(each.size).padStart(10), each.path])),
  };
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : formatTable(rows).split("\n");
}

function more(all: number, told: number): readonly string[] {
  return all > told ? [`and ${String(all - told)} more: --verbose, --json`] : [];
}
