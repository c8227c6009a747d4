import type { IssueDetails } from "../../core";
import type { Layout, LayoutDisk } from "../layout";
import type { LogicalVolumeNode, PartitionNode, TableNode } from "../nodes";
import type { Place } from "../places";
import { fixedBytes, formatBytes, isPartitionSize } from "../sizes";

const longestPartitionLabel = 36;

/** Mistakes in partition tables and volume groups: sizes, several that take the rest, and limits of the formats. */
export function tableIssues(layout: Layout, places: readonly Place[]): readonly IssueDetails[] {
  return [
    ...places.flatMap((place) => (place.node.kind === "table" ? issuesOfTable(place, place.node) : [])),
    ...[...layout.disks].flatMap(([name, disk]) => overflow(name, disk)),
    ...[...layout.volumeGroups].flatMap(([group, volumes]) => issuesOfGroup(group, volumes)),
    ...[...layout.tmpfs].flatMap(([mountPoint, { size }]) =>
      size === undefined || isPartitionSize(size) ? [] : [wrongSize(`tmpfs ${mountPoint}`, size.toString())],
    ),
    ...[...layout.swapFiles].flatMap(([file, { size }]) =>
      size.toBytes() > 0 && size.toBytes() % 1024 ** 2 === 0 ? [] : [wrongSize(file, size.toString(), "MiB")],
    ),
  ];
}

function issuesOfTable({ where, device, layers }: Place, table: TableNode): readonly IssueDetails[] {
  const all = Object.entries(table.partitions);
  const parent = device.of === "arrays" ? "mdadm" : "disk";
  const ofPartitions = all.flatMap(([name, { size }]) => [
    ...(size === "rest" || isPartitionSize(size) ? [] : [wrongSize(`${where}.${name}`, size.toString())]),
    ...(table.format === "gpt" ? labelIssues(`${parent}-${device.name}-${name}`, where, name) : []),
  ]);
  const inside = layers.some(({ kind }) => ["gpt", "mbr", "lvm"].includes(kind));
  return [
    ...(inside ? [nested(where)] : []),
    ...(all.length === 0 ? [empty(where)] : []),
    ...restIssues(
      where,
      all.filter(([, each]) => each.size === "rest" && each.purpose !== "bios").map(([name]) => name),
      "partition",
    ),
    ...ofPartitions,
    ...(table.format === "mbr" ? mbrIssues(where, table, all) : []),
  ];
}

const nested = (where: string): IssueDetails => ({
  code: "nested-partition-table",
  message: `${where}: a partition table cannot be inside a partition or logical volume`,
  reason: "Linux does not look for partitions there",
  fix: "create several partitions on the disk, or use LVM",
});

const empty = (where: string): IssueDetails => ({
  code: "layout-size",
  message: `${where}: the partition table has no partitions`,
  fix: 'add one: root: Partition.rest(Filesystem.ext4({ mountPoint: "/" }))',
});

const wrongSize = (where: string, size: string, unit = "KiB"): IssueDetails => ({
  code: "layout-size",
  message: `${where}: the size must be a whole number of ${unit}, and more than 0`,
  value: size,
  fix: "use a size such as Size.gibibytes(20)",
});

function labelIssues(label: string, where: string, name: string): readonly IssueDetails[] {
  if (label.length <= longestPartitionLabel) return [];
  const most = longestPartitionLabel - (label.length - name.length);
  return [
    {
      code: "partition-name",
      message: `${where}: the name of the partition is too long`,
      value: JSON.stringify(name),
      reason: `a GPT partition label has at most 36 characters, and disko makes it of the names: ${label}`,
      fix: most > 0 ? `use at most ${String(most)} characters` : "use a shorter name for the disk",
    },
  ];
}

function restIssues(where: string, names: readonly string[], what: string): readonly IssueDetails[] {
  if (names.length < 2) return [];
  return [
    {
      code: "layout-rest-twice",
      message: `${where}: more than one ${what} takes the rest of the space`,
      value: names.join(", "),
      fix: `give all but one of them a size: ${what === "partition" ? "Partition" : "LogicalVolume"}.of(Size.gibibytes(20), …)`,
    },
  ];
}

function overflow(name: string, { choice, content, size }: LayoutDisk): readonly IssueDetails[] {
  const smallest = size ?? (choice.by === "conditions" ? choice.conditions.minimumSize : undefined);
  if (smallest === undefined || content.kind !== "table") return [];
  const needed = fixedBytes(content);
  if (needed <= smallest.toBytes()) return [];
  return [
    {
      code: "layout-size",
      message: `disks.${name}: the partitions do not fit on the disk`,
      value: `${formatBytes(needed)} with the partition table; the disk may have ${smallest.toString()}`,
      fix: "use smaller partitions, or let one take the rest",
    },
  ];
}

const mostOfMbr = 2 * 1024 ** 4;

function mbrIssues(
  where: string,
  table: TableNode,
  all: readonly (readonly [string, PartitionNode])[],
): readonly IssueDetails[] {
  const bios = all.find(([, { purpose }]) => purpose === "bios");
  return [
    ...(all.length <= 4
      ? []
      : [
          {
            code: "mbr-limit",
            message: `${where}: an MBR has room for four partitions`,
            value: String(all.length),
            fix: "use DiskContent.gpt, or LVM in one of the partitions",
          },
        ]),
    ...(fixedBytes(table) <= mostOfMbr
      ? []
      : [
          {
            code: "mbr-limit",
            message: `${where}: the partitions of an MBR end within the first 2 TiB`,
            value: formatBytes(fixedBytes(table)),
            fix: "use DiskContent.gpt",
          },
        ]),
    ...(bios === undefined
      ? []
      : [
          {
            code: "mbr-limit",
            message: `${where}.${bios[0]}: a BIOS boot partition exists only in a GPT`,
            reason: "with an MBR, GRUB uses the gap before the first partition",
            fix: "remove it",
          },
        ]),
  ];
}

function issuesOfGroup(group: string, volumes: ReadonlyMap<string, LogicalVolumeNode>): readonly IssueDetails[] {
  const where = `volumeGroups.${group}`;
  const all = [...volumes];
  const rest = all.filter(([, { size }]) => size === "rest").map(([name]) => name);
  const percent = all.reduce((sum, [, { size }]) => sum + (typeof size === "number" ? size : 0), 0);
  const others = all.filter(([, { size }]) => typeof size !== "number");
  const isTooMuch = percent > 100 || (percent === 100 && others.length > 0);
  return [
    ...restIssues(where, rest, "volume"),
    ...all.flatMap(([name, { size }]) =>
      size === "rest" || typeof size === "number" || isPartitionSize(size)
        ? []
        : [wrongSize(`${where}.${name}`, size.toString())],
    ),
    ...(isTooMuch
      ? [
          {
            code: "layout-size",
            message: `${where}: the volumes take more than 100 percent of the volume group`,
            value: `${String(percent)} %${others.length === 0 ? "" : `, and ${others.map(([name]) => name).join(", ")}`}`,
            fix: "use smaller percentages, or LogicalVolume.rest for one of them",
          },
        ]
      : []),
  ];
}
