import { constructBlocks, packageBlocks } from "../../../lib/commands/inspect/page/blocks";
import { pageText } from "../../../lib/commands/inspect/page/page";
import { treemapSvg } from "../../../lib/commands/inspect/page/treemap";
import { inspection } from "./inspection";

describe("the page of an image", () => {
  it("needs nothing but itself", async () => {
    const page = await pageText(inspection);
    expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(|@import/);
    expect(page).toContain("default-src 'none'");
  });

  it("shows texts as they are", async () => {
    const page = await pageText(inspection);
    expect(page).toContain("<td>Rescue &#60;b&#62;</td>");
    expect(page).not.toContain("Rescue <b>");
  });

  it("has no map by construct where nobody asked", async () => {
    const page = await pageText({ ...inspection, constructs: null });
    expect(page).not.toContain('id="by-construct"');
    expect(page).toContain("the store of the image by package");
  });
});

describe("the map of an image", () => {
  it("gives each package the area that it has of the store", async () => {
    const svg = await treemapSvg(packageBlocks(inspection), "the store");
    const areas = [...svg.matchAll(/<title>(\S+)[^<]*<\/title><rect[^>]* width="(\d+)" height="(\d+)"/g)].map(
      ([, name = "", width, height]) => [name, Number(width) * Number(height)] as const,
    );
    expect(areas.map(([name]) => name)).toEqual(["linux", "git", "nixos-system"]);
    const whole = areas.reduce((sum, [, area]) => sum + area, 0);
    const shares = areas.map(([, area]) => area / whole);
    for (const [index, share] of [0.6, 0.3, 0.1].entries()) expect(shares[index]).toBeCloseTo(share, 1);
  });

  it("groups by construct, and leaves to the installer what no construct brings", () => {
    const groups = constructBlocks(inspection, inspection.constructs ?? []);
    expect(groups.map(({ name, size, blocks }) => [name, size, blocks?.map((block) => block.name)])).toEqual([
      ["images/rescue/tools", 3_000_000, ["git"]],
      ["the installer itself, and what several constructs share", 7_000_000, ["linux", "nixos-system"]],
    ]);
  });

  it("puts the smallest of very many packages together", () => {
    const packages = Array.from({ length: 500 }, (_, index) => ({
      name: `p${String(index)}`,
      versions: [],
      size: 1000,
      licenses: null,
    }));
    const blocks = packageBlocks({ ...inspection, packages });
    expect(blocks).toHaveLength(161);
    expect(blocks.at(-1)).toMatchObject({ name: "340 smaller", size: 340_000 });
  });
});
