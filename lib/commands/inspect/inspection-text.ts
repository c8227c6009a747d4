import { differenceText, formatTable, sizeText } from "../../cli/terminal/format";
import { loginRows, loginSummary } from "../../cli/terminal/logins-text";
import type { TerminalColors } from "../../cli/terminal/terminal";
import { resultName, type Inspection } from "../../pipeline/image/inspection";
import { bySavings, licensesByUse, offlineBaseNote, shareText } from "./inspection-format";

/** Formats the contents of an ISO or a system: everything with `verbose`, otherwise only the largest items. */
export function inspectionText(
  inspection: Inspection,
  { verbose, colors }: { readonly verbose: boolean; readonly colors: TerminalColors },
): string {
  const sections = [
    summary(inspection),
    packages(inspection, verbose),
    constructs(inspection),
    licenses(inspection, verbose),
    bootMenu(inspection, verbose),
    logins(inspection),
    files(inspection, verbose),
    ...(verbose ? [closure(inspection)] : []),
  ];
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [colors.bold(title), ...lines.map((line) => `  ${line}`.trimEnd())].join("\n"))
    .join("\n\n");
}

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

const shown = 15;

function summary(inspection: Inspection): Section {
  const { host, release, system, iso, size, sha256, volumeId, kernel, closure, storePath, isOfflineBase } = inspection;
  const store = `${sizeText(closure.size)} in ${String(closure.paths.length)} paths, uncompressed`;
  const rows = [
    ["host", `${host}, NixOS ${release}, ${system}`],
    ["file", iso ?? storePath],
    ...(sha256 === null ? [] : [["sha256", sha256]]),
    ...(volumeId === null ? [] : [["volume", volumeId]]),
    ["kernel", kernel === null ? "unknown" : [kernel.version, ...kernel.parameters].join(" ")],
    ["store", store],
    ...(isOfflineBase ? [["note", offlineBaseNote]] : []),
  ];
  return { title: `${resultName(inspection)}  ${sizeText(size)}`, lines: table(rows) };
}

function packages({ packages: all, closure }: Inspection, verbose: boolean): Section {
  const rows = (verbose ? all : all.slice(0, shown)).map(({ name, versions, size, licenses: known }) => [
    sizeText(size).padStart(10),
    shareText(size, closure.size).padStart(6),
    name,
    versions.join(", "),
    known?.join(", ") ?? "",
  ]);
  return {
    title: `Packages${verbose ? "" : ` (largest of ${String(all.length)})`}`,
    lines: [...table(rows), ...more(all.length, rows.length)],
  };
}

function constructs({ constructs: all }: Inspection): Section {
  if (all === null) return { title: "", lines: [] };
  const rows = bySavings(all).map(({ construct, source, saves, unknown, packages: own }) => [
    saves === null ? "unknown" : differenceText(saves).padStart(10),
    construct,
    source ?? "",
    unknown ??
      own
        .slice(0, 3)
        .map(({ name }) => name)
        .join(", "),
  ]);
  return { title: "Constructs (how much smaller the store would be without them)", lines: table(rows) };
}

function licenses(inspection: Inspection, verbose: boolean): Section {
  const rows = licensesByUse(inspection).map(({ license, paths, size }) => [
    sizeText(size).padStart(10),
    `${String(paths)} ${paths === 1 ? "path" : "paths"}`,
    license,
  ]);
  const some = verbose ? rows : rows.slice(0, shown);
  return { title: "Licenses", lines: [...table(some), ...more(rows.length, some.length)] };
}

function bootMenu({ bootEntries }: Inspection, verbose: boolean): Section {
  const rows = bootEntries.flatMap(({ loader, title, kernel, initrd, parameters }) => [
    [loader, title],
    ...(verbose && kernel !== null ? [["", `${kernel} ${parameters}, initrd ${initrd ?? "none"}`]] : []),
  ]);
  return { title: "Boot menu", lines: table(rows) };
}

function logins({ logins: found }: Inspection): Section {
  return { title: `Logins: ${loginSummary(found)}`, lines: table(loginRows(found)) };
}

function files({ contents, size }: Inspection, verbose: boolean): Section {
  const sorted = [...contents].sort((a, b) => b.size - a.size);
  const some = verbose ? sorted : sorted.slice(0, shown);
  const rows = some.map((each) => [
    sizeText(each.size).padStart(10),
    shareText(each.size, size).padStart(6),
    each.path,
  ]);
  return { title: "Files on the ISO", lines: [...table(rows), ...more(sorted.length, some.length)] };
}

function closure({ closure: { paths } }: Inspection): Section {
  return {
    title: "Store paths",
    lines: table(paths.map((each) => [sizeText(each.size).padStart(10), each.path])),
  };
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : formatTable(rows).split("\n");
}

function more(all: number, listed: number): readonly string[] {
  return all > listed ? [`and ${String(all - listed)} more (use --verbose or --json)`] : [];
}
