import type { IssueDetails } from "../../core";
import { luksName } from "../disko-config";
import type { Layout } from "../layout";
import type { Place } from "../places";

/** Names become parts of paths and udev rules. */
const usable = /^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/;

/** Names that LVM reserves. Source: lvm(8), "Valid names". */
const reservedByLvm = /^(?:snapshot|pvmove)|_(?:mlog|mimage|rimage|rmeta|tdata|tmeta|cdata|cmeta|vorigin|pmspare)/;

/** Names that ZFS reserves. Source: zpool-create(8). */
const reservedByZfs = /^(?:mirror|raidz|draid|spare|log$|c\d)/;

/** Names of datasets, without that of the pool. Source: zfs(8), "ZFS File System Hierarchy". */
const isDataset = (name: string): boolean =>
  name.length <= 200 && name.split("/").every((part) => /^(?!\.{1,2}$)[A-Za-z0-9_.:-]+$/.test(part));

const wrongDataset = (pool: string, name: string): IssueDetails => ({
  code: "layout-name",
  message: `zfsPools.${pool}: ${JSON.stringify(name)} is not the name of a dataset`,
  value: JSON.stringify(name),
  reason:
    "it consists of letters, digits, and the characters - _ . : with slashes between the levels; @ and # are for snapshots and bookmarks",
  fix: 'use another name, such as "root" or "data/home"',
});

/** Mistakes in the names of disks, partitions, groups, and decrypted devices. */
export function nameIssues(layout: Layout, places: readonly Place[]): readonly IssueDetails[] {
  const names: readonly (readonly [string, string])[] = [
    ...(["disks", "arrays", "volumeGroups"] as const).flatMap((of) =>
      [...layout[of].keys()].map((name) => [of, name] as const),
    ),
    ...[...layout.pools.keys()].map((name) => ["zfsPools", name] as const),
    ...[...layout.volumeGroups].flatMap(([group, volumes]) =>
      [...volumes.keys()].map((name) => [`volumeGroups.${group}`, name] as const),
    ),
    ...places.flatMap(({ node, where }) =>
      node.kind === "table" ? Object.keys(node.partitions).map((name) => [where, name] as const) : [],
    ),
  ];
  return [
    ...names.filter(([, name]) => !usable.test(name)).map(([of, name]) => wrongName(of, name)),
    ...names.flatMap(([of, name]) => {
      const reserved = of.startsWith("volumeGroups.") ? reservedByLvm : of === "zfsPools" ? reservedByZfs : undefined;
      if (reserved?.test(name) !== true) return [];
      const { fix, ...rest } = wrongName(of, name);
      return [{ ...rest, reason: `${of === "zfsPools" ? "ZFS" : "LVM"} reserves this name`, fix: `${String(fix).split(",")[0] ?? ""}, such as "data"` }]; // prettier-ignore
    }),
    ...[...layout.pools].flatMap(([pool, { datasets }]) =>
      Object.keys(datasets)
        .filter((name) => !isDataset(name))
        .map((name) => wrongDataset(pool, name)),
    ),
    ...decryptedNames(places),
  ];
}

const wrongName = (of: string, name: string): IssueDetails => ({
  code: "layout-name",
  message: `${of}: ${JSON.stringify(name)} is not a name that can be used`,
  value: JSON.stringify(name),
  reason: "it becomes part of paths in /dev",
  fix: 'use another name, of letters, digits, and the characters _ . + -, such as "root"',
});

function decryptedNames(places: readonly Place[]): readonly IssueDetails[] {
  const names = places.flatMap((place) =>
    place.node.kind === "luks" ? [{ where: place.where, name: luksName(place.node, place.name) }] : [],
  );
  return names.flatMap(({ name, where }, index) => {
    const first = names.findIndex((each) => each.name === name);
    if (!usable.test(name)) return [wrongName(where, name)];
    if (first === index) return [];
    return [
      {
        code: "luks-name-twice",
        message: `two encrypted devices have the name ${name}`,
        value: `${String(names[first]?.where)}; ${where}`,
        reason: "the name is that of the decrypted device in /dev/mapper",
        fix: "set a different name for one of them: DiskContent.luks(…, { name: … })",
      },
    ];
  });
}
