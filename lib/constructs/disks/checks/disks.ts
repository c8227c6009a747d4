import type { IssueDetails, Size } from "../../core";
import type { DiskChoice } from "../disk-selector";
import type { Layout } from "../layout";
import type { Place } from "../places";
import { formatBytes } from "../sizes";

/** Mistakes in the choice of disks. */
export function diskIssues(layout: Layout, places: readonly Place[]): readonly IssueDetails[] {
  const disks = [...layout.disks].map(([name, disk]) => ({ name, ...disk, key: keyOf(disk.choice) }));
  const repeated = disks.flatMap(({ name, key }, index) => {
    const first = disks.findIndex((each) => each.key === key);
    return first === index ? [] : [selectedTwice(String(disks[first]?.name), name, key)];
  });
  const needsPath = (disk: string): boolean =>
    places.some(
      ({ node, where }) => where === `disks.${disk}` && ["filesystem", "luks", "swap", "disko"].includes(node.kind),
    );
  const hidden = disks.filter(({ name, choice }) => choice.by === "conditions" && needsPath(name));
  return [...(disks.length === 0 ? [noDisks] : []), ...repeated, ...hidden.map(({ name }) => notRecognizable(name))];
}

/** Warnings about the choice of disks. */
export function diskWarnings({ disks }: Layout): readonly IssueDetails[] {
  return [...disks].flatMap(([name, { choice }]) => {
    if (choice.by !== "path" || !/^\/dev\/(?:[shv]d[a-z]+|xvd[a-z]+|nvme\d+n\d+|mmcblk\d+)$/.test(choice.value))
      return [];
    return [
      {
        code: "disk-name-unstable",
        message: `disks.${name}: ${choice.value} may be another disk after the next boot`,
        value: JSON.stringify(choice.value),
        reason: "the kernel numbers disks in the order in which it finds them",
        fix: "use DiskSelector.bySerial or byId; `lsblk --output NAME,SERIAL` and `ls -l /dev/disk/by-id` show them",
      },
    ];
  });
}

const noDisks: IssueDetails = {
  code: "layout-without-root",
  message: "the layout has no disks",
  fix: "add one: disks: { main: { device: DiskSelector.only(), content: DiskContent.gpt({ … }) } }",
};

function keyOf(choice: DiskChoice): string {
  if (choice.by !== "conditions") return `${choice.by} ${choice.value}`;
  const { conditions } = choice;
  return Object.entries(conditions as Readonly<Record<string, boolean | string | Size | undefined>>)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${typeof value === "object" ? formatBytes(value.toBytes()) : String(value)}`)
    .sort()
    .join(", ");
}

const selectedTwice = (first: string, second: string, key: string): IssueDetails => ({
  code: "disk-selected-twice",
  message: `disks.${first} and disks.${second} select the same disk`,
  value: key === "" ? "the only disk" : key,
  fix: "change one of the selectors, or put the partitions of both into one disk",
});

const notRecognizable = (name: string): IssueDetails => ({
  code: "disk-not-recognizable",
  message: `disks.${name}: the installed system could not find this disk`,
  reason: "a disk that is selected by conditions is recognized by its partition table, and this one has none",
  fix: "use DiskContent.gpt({ data: Partition.rest(…) }), or select the disk by its serial number",
});
