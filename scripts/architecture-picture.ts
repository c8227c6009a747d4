import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { repository } from "./site/repository";

const library = path.join(repository, "lib");
const picture = path.join(repository, "docs", "architecture.svg");

/** The folders that each folder imports from. */
type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** Draws the folders of `lib` and the imports between them as SVG. */
export function architecturePicture(): string {
  const imports = readImports();
  return svg(rowsOf(imports), withoutShortcuts(imports));
}

/** Returns the folder of a file. The helpers in `cli` are below the commands, and its main program is above them. */
function folderOf(file: string): string | undefined {
  const [folder = "", inner = ""] = path.relative(library, file).split(path.sep);
  if (folder === "index.ts") return undefined;
  return folder === "cli" && !inner.endsWith(".ts") ? "cli helpers" : folder;
}

function readImports(): Imports {
  const imports = new Map<string, Set<string>>();
  const files = readdirSync(library, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  for (const file of files.map((name) => path.join(library, name)).sort()) {
    const from = folderOf(file);
    if (from === undefined) continue;
    const found = imports.get(from) ?? new Set<string>();
    imports.set(from, found);
    for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8"), true, true).importedFiles) {
      const to = fileName.startsWith(".") ? folderOf(path.resolve(path.dirname(file), fileName, ".")) : undefined;
      if (to !== undefined && to !== from) found.add(to);
    }
  }
  return imports;
}

/** Removes imports that a path over another folder implies. */
function withoutShortcuts(imports: Imports): Imports {
  const reaches = (from: string, to: string): boolean =>
    [...(imports.get(from) ?? [])].some((next) => next === to || reaches(next, to));
  return new Map(
    [...imports].map(([from, all]) => {
      const direct = [...all].filter((to) => ![...all].some((other) => other !== to && reaches(other, to)));
      return [from, new Set(direct)];
    }),
  );
}

/** Groups folders by their depth; folders without imports come last. */
function rowsOf(imports: Imports): readonly (readonly string[])[] {
  const depth = (folder: string): number => Math.max(0, ...[...(imports.get(folder) ?? [])].map((to) => depth(to) + 1));
  const rows: string[][] = [];
  for (const folder of imports.keys()) (rows[depth(folder)] ??= []).push(folder);
  return rows.map((row) => row.sort()).reverse();
}

const [boxWidth, boxHeight, gap, rowHeight, margin] = [132, 40, 28, 88, 16];

function svg(rows: readonly (readonly string[])[], imports: Imports): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const width = columns * (boxWidth + gap) - gap + 2 * margin;
  const height = rows.length * rowHeight - (rowHeight - boxHeight) + 2 * margin;
  const places = new Map(
    rows.flatMap((row, index) => {
      const left = (width - (row.length * (boxWidth + gap) - gap)) / 2;
      return row.map((folder, column) => [
        folder,
        { x: left + column * (boxWidth + gap), y: margin + index * rowHeight },
      ]);
    }),
  );
  const lines = [...imports].flatMap(([from, all]) =>
    [...all].sort().map((to) => arrow(places.get(from) ?? origin, places.get(to) ?? origin)),
  );
  const boxes = [...places].map(([folder, { x, y }]) => {
    const middle = String(x + boxWidth / 2);
    return [
      `<rect x="${String(x)}" y="${String(y)}" width="${String(boxWidth)}" height="${String(boxHeight)}" rx="6"/>`,
      `<text x="${middle}" y="${String(y + 25)}">${folder}</text>`,
    ].join("");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" role="img" aria-label="Which folder of lib imports from which">`,
    "<style>",
    "rect { fill: #eef2f7; stroke: #5b6b7f; } text { fill: #1c2733; font: 600 14px system-ui, sans-serif; text-anchor: middle; }",
    "path { fill: none; stroke: #8796a8; stroke-width: 1.4; marker-end: url(#head); }",
    "marker path { fill: #8796a8; stroke: none; }",
    "@media (prefers-color-scheme: dark) { rect { fill: #25303d; stroke: #8796a8; } text { fill: #e6ebf1; } }",
    "</style>",
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
    ...lines,
    ...boxes,
    "</svg>",
    "",
  ].join("\n");
}

interface Place {
  readonly x: number;
  readonly y: number;
}

const origin: Place = { x: 0, y: 0 };

function arrow(from: Place, to: Place): string {
  const [x1, y1] = [from.x + boxWidth / 2, from.y + boxHeight];
  const [x2, y2] = [to.x + boxWidth / 2, to.y - 1];
  const bend = (y2 - y1) / 2;
  return `<path d="M${String(x1)} ${String(y1)}C${String(x1)} ${String(y1 + bend)} ${String(x2)} ${String(y2 - bend)} ${String(x2)} ${String(y2)}"/>`;
}

if (require.main === module) writeFileSync(picture, architecturePicture());
