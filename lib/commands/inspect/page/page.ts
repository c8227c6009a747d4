import * as path from "node:path";
import { differenceText, megabytes } from "../../../cli/terminal/format";
import type { InspectedConstruct, Inspection } from "../../../pipeline/image/inspection";
import { bySavings, licencesByUse, offlineBaseNote, shareText } from "../inspection-format";
import { constructBlocks, packageBlocks } from "./blocks";
import { pageStyle } from "./page-style";
import { escapeHtml, treemapSvg } from "./treemap";

/**
 * What is inside an ISO as a page of one file, which needs no network and no script: a map of the image by package and by
 * construct, and everything else in tables.
 */
export async function pageText(inspection: Inspection): Promise<string> {
  const name = path.basename(inspection.iso);
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // The browser itself sees to it that nothing is asked of anybody.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeHtml(name)}</title>`,
    `<style>${pageStyle}</style>`,
    "</head>",
    "<body>",
    `<h1>${escapeHtml(name)}</h1>`,
    facts(inspection),
    await maps(inspection),
    constructTable(inspection.constructs),
    packageTable(inspection),
    licenceTable(inspection),
    bootTable(inspection),
    fileTable(inspection),
    pathTable(inspection),
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function facts({ host, release, system, size, sha256, volumeId, kernel, closure, isOfflineBase }: Inspection): string {
  const count = String(closure.paths.length);
  const rows: readonly (readonly [string, string])[] = [
    ["host", `${host}, NixOS ${release}, ${system}`],
    ["size", `${megabytes(size)} (${String(size)} bytes)`],
    ["store", `${megabytes(closure.size)} in ${count} paths, before they are compressed`],
    ["kernel", kernel?.version ?? "not known"],
    ["parameters", kernel?.parameters.join(" ") ?? "not known"],
    ["volume", volumeId],
    ["SHA-256", sha256],
    ...(isOfflineBase ? [["note", offlineBaseNote] as const] : []),
  ];
  return `<dl>${rows.map(([term, text]) => `<dt>${term}</dt><dd>${escapeHtml(text)}</dd>`).join("\n")}</dl>`;
}

async function maps(inspection: Inspection): Promise<string> {
  const byPackage = await treemapSvg(packageBlocks(inspection), "the store of the image by package");
  if (inspection.constructs === null) return `<h2>By package</h2>\n${byPackage}`;
  const blocks = constructBlocks(inspection, inspection.constructs);
  const byConstruct = await treemapSvg(blocks, "the store of the image by construct");
  return [
    "<div>",
    '<input class="view" type="radio" name="view" id="by-package" checked>',
    '<input class="view" type="radio" name="view" id="by-construct">',
    '<div class="tabs"><label for="by-package">by package</label><label for="by-construct">by construct</label></div>',
    `<div class="of-packages">${byPackage}</div>`,
    `<div class="of-constructs">${byConstruct}</div>`,
    '<p class="quiet">Areas are sizes in the store. Rest the pointer on a block to read it.</p>',
    "</div>",
  ].join("\n");
}

function constructTable(constructs: readonly InspectedConstruct[] | null): string {
  if (constructs === null) return "";
  const rows = bySavings(constructs).map(({ construct, source, saves, unknown, packages }) => [
    saves === null ? "not known" : differenceText(saves),
    construct,
    source ?? "",
    unknown ?? packages.map(({ name }) => name).join(", "),
  ]);
  return section("What would be saved without each construct", ["smaller by", "construct", "line", "what goes"], rows);
}

function packageTable({ packages, closure }: Inspection): string {
  const rows = packages.map(({ name, versions, size, licenses }) => [
    megabytes(size),
    shareText(size, closure.size),
    name,
    versions.join(", "),
    licenses?.join(", ") ?? "not known",
  ]);
  return section("Packages", ["size", "share", "package", "version", "licence"], rows, 2);
}

function licenceTable(inspection: Inspection): string {
  const rows = licencesByUse(inspection).map(({ licence, paths, size }) => [megabytes(size), String(paths), licence]);
  return section("Licences", ["size", "store paths", "licence"], rows, 2);
}

function bootTable({ bootEntries }: Inspection): string {
  const rows = bootEntries.map((entry) => [
    entry.title,
    entry.loader,
    [entry.kernel, entry.parameters].filter(Boolean).join(" "),
    entry.initrd ?? "",
  ]);
  return section("Boot menu", ["entry", "boot loader", "kernel", "initrd"], rows, 0);
}

function fileTable({ contents, size }: Inspection): string {
  const sorted = [...contents].sort((a, b) => b.size - a.size);
  const rows = sorted.map((each) => [megabytes(each.size), shareText(each.size, size), each.path]);
  return section("Files of the ISO", ["size", "share", "file"], rows, 2);
}

function pathTable({ closure: { paths } }: Inspection): string {
  const rows = paths.map((each) => [megabytes(each.size), each.path]);
  return section("Store paths", ["size", "path"], rows);
}

/** More rows than that are folded away. */
const unfoldedRows = 25;

/** @param numbers how many of the first columns are numbers */
function section(title: string, heads: readonly string[], rows: readonly (readonly string[])[], numbers = 1): string {
  if (rows.length === 0) return "";
  const head = `<tr>${heads.map((text, column) => cell("th", text, column < numbers)).join("")}</tr>`;
  const lines = rows.map(
    (cells) => `<tr>${cells.map((text, column) => cell("td", text, column < numbers)).join("")}</tr>`,
  );
  const table = `<div class="table"><table><thead>${head}</thead><tbody>\n${lines.join("\n")}\n</tbody></table></div>`;
  const folded = `<details><summary>${String(rows.length)} rows</summary>${table}</details>`;
  return `<h2>${title}</h2>\n${rows.length > unfoldedRows ? folded : table}`;
}

function cell(tag: "th" | "td", text: string, isNumber: boolean): string {
  return `<${tag}${isNumber ? ' class="number"' : ""}>${escapeHtml(text)}</${tag}>`;
}
