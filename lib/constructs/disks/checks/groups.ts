import { nearestName } from "../../../options";
import type { IssueDetails } from "../../core";
import type { Layout } from "../layout";
import type { GroupKind } from "../nodes";
import { membersOf, type Place } from "../places";

/** How each kind of group is named, and what its members are. */
const kinds: Readonly<Record<GroupKind, { readonly name: string; readonly member: string }>> = {
  volumeGroups: { name: "volume group", member: "DiskContent.lvmMember" },
  arrays: { name: "array", member: "DiskContent.raidMember" },
  zfsPools: { name: "ZFS pool", member: "DiskContent.zfsMember" },
};

interface Need {
  readonly what: string;
  readonly least: number;
}

const raidNeeds: Readonly<Record<0 | 1 | 10, Need>> = {
  0: { what: "RAID 0", least: 2 },
  1: { what: "RAID 1", least: 2 },
  10: { what: "RAID 10", least: 4 },
};

const poolNeeds = {
  "": { what: "a pool", least: 1 },
  mirror: { what: "a mirror", least: 2 },
  raidz: { what: "RAID-Z", least: 2 },
  raidz2: { what: "RAID-Z2", least: 3 },
  raidz3: { what: "RAID-Z3", least: 4 },
} as const;

/** Mistakes in volume groups, arrays, and pools: members that nothing defines or uses, and too few of them. */
export function groupIssues(layout: Layout, places: readonly Place[]): readonly IssueDetails[] {
  const defined = { volumeGroups: layout.volumeGroups, arrays: layout.arrays, zfsPools: layout.pools };
  return [
    ...places.flatMap(({ node, where }) => {
      if (node.kind !== "member" || defined[node.of].has(node.group)) return [];
      return [undefinedGroup(where, node.of, node.group, [...defined[node.of].keys()])];
    }),
    ...(["volumeGroups", "arrays", "zfsPools"] as const).flatMap((of) =>
      [...defined[of].keys()]
        .filter((group) => membersOf(places, of, group).length === 0)
        .map((group) => unused(of, group)),
    ),
    ...[...layout.arrays].flatMap(([name, { level }]) => memberIssues("arrays", name, raidNeeds[level], places)),
    ...[...layout.pools].flatMap(([name, { mode }]) => memberIssues("zfsPools", name, poolNeeds[mode], places)),
  ];
}

function undefinedGroup(where: string, of: GroupKind, group: string, known: readonly string[]): IssueDetails {
  const { name } = kinds[of];
  const meant = nearestName(group, known);
  return {
    code: "group-undefined",
    message: `${where}: the layout has no ${name} "${group}"`,
    value: JSON.stringify(group),
    fix: meant === undefined ? `define it in the property ${of} of the layout` : `did you mean "${meant}"?`,
  };
}

const unused = (of: GroupKind, group: string): IssueDetails => ({
  code: "group-without-members",
  message: `the ${kinds[of].name} "${group}" has no members`,
  value: `${of}.${group}`,
  fix: `add ${kinds[of].member}("${group}") to a disk, or remove the ${kinds[of].name}`,
});

function memberIssues(
  of: GroupKind,
  group: string,
  { what, least }: Need,
  places: readonly Place[],
): readonly IssueDetails[] {
  const members = membersOf(places, of, group);
  if (members.length === 0) return [];
  const { name, member } = kinds[of];
  if (members.length < least) {
    return [
      {
        code: "raid-members",
        message: `the ${name} "${group}" has ${String(members.length)} of the ${String(least)} devices that ${what} needs`,
        value: members.map(({ where }) => where).join(", "),
        fix: `add ${member}("${group}") to more disks, or use ${members.length === 1 ? "no RAID" : "another level"}`,
      },
    ];
  }
  const disks = members.flatMap((each) => each.disks);
  const shared = disks.find((disk, index) => disks.indexOf(disk) !== index);
  if (shared === undefined || least === 1 || what === "RAID 0") return [];
  return [
    {
      code: "raid-members",
      message: `the ${name} "${group}" has two members on the disk ${shared}`,
      value: members.map(({ where }) => where).join(", "),
      reason: `${what} would not survive the failure of this disk`,
      fix: "place each member on a disk of its own",
    },
  ];
}
