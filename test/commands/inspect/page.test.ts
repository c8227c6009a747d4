import { constructBlocks, packageBlocks } from "../../../lib/commands/inspect/page/blocks";
import { pageText } from "../../../lib/commands/inspect/page/page";
import { treemapSvg } from "../../../lib/commands/inspect/page/treemap";
import { inspection } from "./inspection";

describe("the page of an image", () => {
  it("is self-contained", async () => {
    const page = await pageText(inspection);
    expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(|@import/);
    expect(page).toContain("default-src 'none'");
  });

  it("escapes text", async () => {
    const page = await pageText(inspection);
    expect(page).toContain("<td>Rescue &#60;b&#62;</td>");
    expect(page).not.toContain("Rescue <b>");
  });

  it("has no map by construct if it is not requested", async () => {
    const page = await pageText({ ...inspection, constructs: null });
    expect(page).not.toContain('id="by-construct"');
    expect(page).toContain("Image store by package");
  });
});

describe("the map of an image", () => {
  it("gives each package an area proportional to its size", async () => {
    const svg = await treemapSvg(packageBlocks(inspection), "the store");
    const areas = [...svg.matchAll(/<title>(\S+)[^<]*<\/title><rect[^>]* width="(\d+)" height="(\d+)"/g)].map(
      ([, name = "", width, height]) => [name, Number(width) * Number(height)] as const,
    );
    expect(areas.map(([name]) => name)).toEqual(["linux", "git", "nixos-system"]);
    const whole = areas.reduce((sum, [, area]) => sum + area, 0);
    const shares = areas.map(([, area]) => area / whole);
    for (const [index, share] of [0.6, 0.3, 0.1].entries()) expect(shares[index]).toBeCloseTo(share, 1);
  });

  it("groups packages by construct, with a group for all others", () => {
    const groups = constructBlocks(inspection, inspection.constructs ?? []);
    expect(groups.map(({ name, size, blocks }) => [name, size, blocks?.map((block) => block.name)])).toEqual([
      ["images/rescue/tools", 3_000_000, ["git"]],
      ["installer and shared packages", 7_000_000, ["linux", "nixos-system"]],
    ]);
  });

  it("combines the smallest of very many packages", () => {
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
