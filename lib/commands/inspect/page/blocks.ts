import { differenceText, sizeText } from "../../../cli/terminal/format";
import type { InspectedConstruct, Inspection } from "../../../pipeline/image/inspection";
import { totalSize } from "../../../pipeline/image/packages";
import { shareText } from "../inspection-format";
import type { Block } from "./treemap";

/** More than these could not be distinguished. */
const shownPackages = 160;

/** The packages of an image as blocks of a map. The small ones share a block. */
export function packageBlocks({ packages, closure }: Inspection): readonly Block[] {
  const blocks = packages.map(({ name, versions, size, licenses }) => ({
    name,
    title: titleOf(name, size, closure.size, [versions.join(", "), licenses?.join(", ") ?? "license unknown"]),
    size,
    hue: hueOf(name),
  }));
  return withoutSmall(blocks, closure.size);
}

/** The packages that each construct adds as groups of blocks, and all other packages as another group. */
export function constructBlocks(
  { packages, closure }: Inspection,
  constructs: readonly InspectedConstruct[],
): readonly Block[] {
  const own = constructs.filter(({ packages: added }) => added.length > 0);
  const taken = new Map<string, number>();
  const groups = own.map(({ construct, packages: added, saves }, index): Block => {
    for (const { name, size } of added) taken.set(name, (taken.get(name) ?? 0) + size);
    const hue = (index * 360) / own.length;
    const blocks = added.map(({ name, size }) => ({
      name,
      size,
      hue,
      title: titleOf(name, size, closure.size, [construct]),
    }));
    const size = totalSize(added);
    const without = saves === null ? [] : [`without it, the store would be ${differenceText(saves)} smaller`];
    return { name: construct, size, hue, blocks, title: titleOf(construct, size, closure.size, without) };
  });
  const rest = packages.flatMap(({ name, size }) => {
    const left = size - (taken.get(name) ?? 0);
    return left <= 0 ? [] : [{ name, size: left, hue: null, title: titleOf(name, left, closure.size, [shared]) }];
  });
  const size = totalSize(rest);
  return [
    ...groups,
    {
      name: shared,
      size,
      hue: null,
      blocks: withoutSmall(rest, closure.size),
      title: titleOf(shared, size, closure.size, []),
    },
  ];
}

const shared = "installer and shared packages";

function withoutSmall(blocks: readonly Block[], whole: number): readonly Block[] {
  const [large, small] = [blocks.slice(0, shownPackages), blocks.slice(shownPackages)];
  if (small.length === 0) return large;
  const name = `${String(small.length)} smaller`;
  const size = totalSize(small);
  return [...large, { name, size, hue: null, title: titleOf(name, size, whole, []) }];
}

/** The map shows the second line below the name. */
function titleOf(name: string, size: number, whole: number, lines: readonly string[]): string {
  return [name, sizeText(size), `${shareText(size, whole)} of the store`, ...lines.filter((line) => line !== "")].join(
    "\n",
  );
}

/** The hue of a name, the same in every image. */
function hueOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 100_003;
  return (sum * 137.508) % 360;
}
