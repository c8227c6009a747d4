import { differenceText, sizeText } from "../../../cli/terminal/format";
import { resultName, type InspectedConstruct, type Inspection } from "../../../pipeline/image/inspection";
import { bySavings, licensesByUse, offlineBaseNote, shareText } from "../inspection-format";
import { constructBlocks, packageBlocks } from "./blocks";
import { pageStyle } from "./page-style";
import { escapeHtml, treemapSvg } from "./treemap";

/**
 * Formats the contents of an ISO as a single HTML page without scripts or network access: a map of the image by package
 * and by construct, and tables of everything else.
 */
export async function pageText(inspection: Inspection): Promise<string> {
  const name = resultName(inspection);
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // Makes the browser block all requests.
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
    licenseTable(inspection),
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
    ["size", `${sizeText(size)} (${String(size)} bytes)`],
    ["store", `${sizeText(closure.size)} in ${count} paths, uncompressed`],
    ["kernel", kernel?.version ?? "unknown"],
    ["parameters", kernel?.parameters.join(" ") ?? "unknown"],
    ...(volumeId === null ? [] : [["volume", volumeId] as const]),
    ...(sha256 === null ? [] : [["SHA-256", sha256] as const]),
    ...(isOfflineBase ? [["note", offlineBaseNote] as const] : []),
  ];
  return `<dl>${rows.map(([term, text]) => `<dt>${term}</dt><dd>${escapeHtml(text)}</dd>`).join("\n")}</dl>`;
}

async function maps(inspection: Inspection): Promise<string> {
  const byPackage = await treemapSvg(packageBlocks(inspection), "Image store by package");
  if (inspection.constructs === null) return `<h2>By package</h2>\n${byPackage}`;
  const blocks = constructBlocks(inspection, inspection.constructs);
  const byConstruct = await treemapSvg(blocks, "Image store by construct");
  return [
    "<div>",
    '<input class="view" type="radio" name="view" id="by-package" checked>',
    '<input class="view" type="radio" name="view" id="by-construct">',
    '<div class="tabs"><label for="by-package">by package</label><label for="by-construct">by construct</label></div>',
    `<div class="of-packages">${byPackage}</div>`,
    `<div class="of-constructs">${byConstruct}</div>`,
    '<p class="quiet">The area of a block is its size in the store. Hover over a block for details.</p>',
    "</div>",
  ].join("\n");
}

function constructTable(constructs: readonly InspectedConstruct[] | null): string {
  if (constructs === null) return "";
  const rows = bySavings(constructs).map(({ construct, source, saves, unknown, packages }) => [
    saves === null ? "unknown" : differenceText(saves),
    construct,
    source ?? "",
    unknown ?? packages.map(({ name }) => name).join(", "),
  ]);
  return section("Savings without each construct", ["savings", "construct", "line", "packages"], rows);
}

function packageTable({ packages, closure }: Inspection): string {
  const rows = packages.map(({ name, versions, size, licenses }) => [
    sizeText(size),
    shareText(size, closure.size),
    name,
    versions.join(", "),
    licenses?.join(", ") ?? "unknown",
  ]);
  return section("Packages", ["size", "share", "package", "version", "license"], rows, 2);
}

function licenseTable(inspection: Inspection): string {
  const rows = licensesByUse(inspection).map(({ license, paths, size }) => [sizeText(size), String(paths), license]);
  return section("Licenses", ["size", "store paths", "license"], rows, 2);
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
  const rows = sorted.map((each) => [sizeText(each.size), shareText(each.size, size), each.path]);
  return section("Files on the ISO", ["size", "share", "file"], rows, 2);
}

function pathTable({ closure: { paths } }: Inspection): string {
  const rows = paths.map((each) => [sizeText(each.size), each.path]);
  return section("Store paths", ["size", "path"], rows);
}

/** Tables with more rows are collapsed. */
const unfoldedRows = 25;

/** @param numbers how many columns, from the first, contain numbers */
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
