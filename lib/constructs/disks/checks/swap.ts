import type { IssueDetails } from "../../core";
import type { Layout } from "../layout";
import type { LogicalVolumeNode } from "../nodes";
import type { Place } from "../places";
import { formatBytes } from "../sizes";

/** Mistakes in swap space for hibernation. */
export function swapIssues(layout: Layout, places: readonly Place[]): readonly IssueDetails[] {
  const found = places.filter(({ node }) => node.kind === "swap" && node.hibernation);
  const [first, second] = found;
  if (first === undefined) return priorityIssues(layout);
  return [
    ...priorityIssues(layout),
    ...(second === undefined
      ? []
      : [
          {
            code: "hibernation-twice",
            message: "two swap spaces are for hibernation",
            value: `${first.where}, ${second.where}`,
            reason: "the machine resumes from one of them (boot.resumeDevice)",
            fix: "remove hibernation from the others",
          },
        ]),
    ...(layout.pools.size === 0
      ? []
      : [
          {
            code: "hibernation-zfs",
            message: "a machine with ZFS cannot hibernate",
            reason:
              "ZFS imports its pools before the machine resumes, which can destroy them; NixOS disables hibernation",
            fix: "remove hibernation, or use another file system",
          },
        ]),
    ...(underRaid(first) ? [] : tooSmall(first, layout)),
  ];
}

const underRaid = ({ layers }: Place): boolean => layers.some(({ kind }) => kind === "raid");

function priorityIssues({ swapFiles }: Layout): readonly IssueDetails[] {
  return [...swapFiles].flatMap(([file, { priority }]) =>
    priority === undefined || (Number.isInteger(priority) && priority >= 0 && priority <= 32767)
      ? []
      : [
          {
            code: "swap-priority",
            message: `${file}: the priority of swap space must be a whole number from 0 to 32767`,
            value: String(priority),
            fix: "use a number in this range, or omit it",
          },
        ],
  );
}

function tooSmall(place: Place, layout: Layout): readonly IssueDetails[] {
  const { memory } = layout;
  const bytes = bytesOf(place, layout);
  if (memory === undefined || bytes === undefined || bytes >= memory.toBytes()) return [];
  return [
    {
      code: "hibernation-size",
      message: `${place.where}: the swap space is smaller than the memory`,
      value: `${formatBytes(bytes)} of swap space, ${memory.toString()} of memory`,
      reason: "hibernation writes the content of the memory to it",
      fix: `use at least ${memory.toString()}`,
    },
  ];
}

/** Size of a place, if the program sets it. */
function bytesOf({ partition, device, name }: Place, { volumeGroups }: Layout): number | undefined {
  if (partition !== undefined) return partition.size === "rest" ? undefined : partition.size.toBytes();
  if (device.of !== "volumeGroups") return undefined;
  const size: LogicalVolumeNode["size"] | undefined = volumeGroups.get(device.name)?.get(name)?.size;
  return typeof size === "object" ? size.toBytes() : undefined;
}
