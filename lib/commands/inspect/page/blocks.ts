import { differenceText, megabytes } from "../../../cli/terminal/format";
import type { InspectedConstruct, Inspection } from "../../../pipeline/image/inspection";
import { totalSize } from "../../../pipeline/image/packages";
import { shareText } from "../inspection-format";
import type { Block } from "./treemap";

/** More of them could not be told apart. */
const shownPackages = 160;

/** The packages of an image as blocks of a map; the small ones are one. */
export function packageBlocks({ packages, closure }: Inspection): readonly Block[] {
  const blocks = packages.map(({ name, versions, size, licenses }) => ({
    name,
    title: titleOf(name, size, closure.size, [versions.join(", "), licenses?.join(", ") ?? "licence not known"]),
    size,
    hue: hueOf(name),
  }));
  return withoutSmall(blocks, closure.size);
}

/** What constructs bring as groups of blocks, and all that no construct brings alone. */
export function constructBlocks(
  { packages, closure }: Inspection,
  constructs: readonly InspectedConstruct[],
): readonly Block[] {
  const own = constructs.filter(({ packages: brought }) => brought.length > 0);
  const taken = new Map<string, number>();
  const groups = own.map(({ construct, packages: brought, saves }, index): Block => {
    for (const { name, size } of brought) taken.set(name, (taken.get(name) ?? 0) + size);
    const hue = (index * 360) / own.length;
    const blocks = brought.map(({ name, size }) => ({
      name,
      size,
      hue,
      title: titleOf(name, size, closure.size, [construct]),
    }));
    const size = totalSize(brought);
    const without = saves === null ? [] : [`without it the store would be ${differenceText(saves)} smaller`];
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

const shared = "the installer itself, and what several constructs share";

function withoutSmall(blocks: readonly Block[], whole: number): readonly Block[] {
  const [large, small] = [blocks.slice(0, shownPackages), blocks.slice(shownPackages)];
  if (small.length === 0) return large;
  const name = `${String(small.length)} smaller`;
  const size = totalSize(small);
  return [...large, { name, size, hue: null, title: titleOf(name, size, whole, []) }];
}

/** The second line is what the map shows below the name. */
function titleOf(name: string, size: number, whole: number, lines: readonly string[]): string {
  return [name, megabytes(size), `${shareText(size, whole)} of the store`, ...lines.filter((line) => line !== "")].join(
    "\n",
  );
}

/** An angle that a name keeps from image to image. */
function hueOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 100_003;
  return (sum * 137.508) % 360;
}
