import { readFileSync } from "node:fs";
import * as path from "node:path";
import { measureImages, sizeTable, type MeasuredImage } from "./image-sizes";
import { letIn, lilithImage } from "./lilith-image";
import { copyProject } from "./project-copy";
import { freshDirectory } from "./run-directory";

let images: readonly MeasuredImage[];

beforeAll(async () => {
  const image = await lilithImage();
  const project = await copyProject(path.join(freshDirectory("sizes"), "project"), image.project);
  images = await measureImages(project, ...letIn(image.key));
});

describe("the size of the image", () => {
  it("shrinks with each stronger compression", () => {
    const sizes = images.filter(({ spaceSaver }) => spaceSaver).map(({ size }) => size);
    expect(sizes).toHaveLength(4);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(new Set(sizes).size).toBe(sizes.length);
  });

  it("shrinks with SpaceSaver", () => {
    const [without, withIt] = images.filter(({ compression }) => compression === "zstd(1)");
    expect(without).toMatchObject({ spaceSaver: false });
    expect(withIt!.size).toBeLessThan(without!.size);
  });

  it("is documented with an error of at most five percent", () => {
    const documented = numbers(readFileSync(path.resolve(__dirname, "../../docs/image-sizes.md"), "utf8"));
    const measured = numbers(sizeTable(images));
    expect(Object.keys(documented)).toEqual(Object.keys(measured));
    for (const [row, size] of Object.entries(measured)) {
      // New versions of packages change the sizes slightly; scripts/image-sizes.sh updates the table.
      expect(Math.abs((documented[row] ?? 0) - size) / size).toBeLessThan(0.05);
    }
  });
});

/** Sizes by the rest of their row. */
function numbers(table: string): Readonly<Record<string, number>> {
  const rows = [...table.matchAll(/^\| (`.*) \| ([\d.]+) MB \|$/gm)];
  return Object.fromEntries(rows.map(([, row = "", size]) => [row, Number(size)]));
}
