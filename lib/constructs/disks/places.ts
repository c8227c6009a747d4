import { mountPointsIn } from "./disko-content";
import type { Layout } from "./layout";
import type { ArrayNode, ContentNode, GroupKind, PartitionNode } from "./nodes";

/** A layer between a content and the disks that it is on. */
export type Layer =
  | { readonly kind: "gpt" | "mbr" | "luks" | "lvm" | "zfs" }
  | ({ readonly kind: "raid" } & Pick<ArrayNode, "level" | "metadata">);

/** The entry of a property of the layout that a content is on. Names may contain dots, so its path does not show it. */
export interface Device {
  readonly of: "disks" | "arrays" | "volumeGroups";
  readonly name: string;
}

/** A content, and its place in the layout. */
export interface Place {
  /** Path in the properties of the layout, such as `disks.main.root`. */
  readonly where: string;
  readonly device: Device;
  /** Name of the partition, volume, array, or disk. */
  readonly name: string;
  readonly node: ContentNode;
  /** The layers below, from the disk up. */
  readonly layers: readonly Layer[];
  /** The disks that it is on. */
  readonly disks: readonly string[];
  /** The partition that it fills itself, undefined for anything else. */
  readonly partition: PartitionNode | undefined;
}

/** A mounted file system. */
export interface Mount {
  readonly mountPoint: string;
  readonly where: string;
  /** Undefined for a pool, and for memory. */
  readonly device: Device | undefined;
  readonly format: "ext4" | "xfs" | "vfat" | "btrfs" | "f2fs" | "zfs" | "tmpfs" | "unknown";
  readonly layers: readonly Layer[];
  readonly partition: PartitionNode | undefined;
  readonly neededForBoot: boolean;
}

/** Every content of a layout, in the order of the program: disks, arrays, volume groups. */
export function placesIn(layout: Layout): readonly Place[] {
  const places: Place[] = [];
  const visit = (place: Place): void => {
    places.push(place);
    const { node, where, layers } = place;
    if (node.kind === "luks") {
      visit({ ...place, node: node.content, layers: [...layers, { kind: "luks" }], partition: undefined });
    }
    if (node.kind !== "table") return;
    for (const [name, partition] of Object.entries(node.partitions)) {
      if (partition.content === undefined) continue;
      const inside = { where: `${where}.${name}`, name, layers: [...layers, { kind: node.format }] };
      visit({ ...place, ...inside, node: partition.content, partition });
    }
  };
  for (const [name, { content }] of layout.disks) {
    const device: Device = { of: "disks", name };
    visit({ where: `disks.${name}`, device, name, node: content, layers: [], disks: [name], partition: undefined });
  }
  for (const [name, { content, level, metadata }] of layout.arrays) {
    const { layers, disks } = below(places, "arrays", name);
    const own: Layer = { kind: "raid", level, metadata };
    const on = { where: `arrays.${name}`, device: { of: "arrays", name }, layers: [...layers, own], disks } as const;
    visit({ ...on, name, node: content, partition: undefined });
  }
  for (const [group, volumes] of layout.volumeGroups) {
    const { layers, disks } = below(places, "volumeGroups", group);
    for (const [name, { content }] of volumes) {
      const on = { device: { of: "volumeGroups", name: group }, layers: [...layers, { kind: "lvm" }], disks } as const;
      visit({ ...on, where: `volumeGroups.${group}.${name}`, name, node: content, partition: undefined });
    }
  }
  return places;
}

/** The members of a volume group, array, or pool. */
export function membersOf(places: readonly Place[], of: GroupKind, group: string): readonly Place[] {
  return places.filter(({ node }) => node.kind === "member" && node.of === of && node.group === group);
}

/** Everything that is mounted; undefined in the list for content of disko that only Nix knows. */
export function mountsIn(layout: Layout, places: readonly Place[]): readonly Mount[] {
  const onDevices = places.flatMap(({ node, where, device, layers, partition }): readonly Mount[] => {
    const common = { where, device, layers, partition };
    if (node.kind === "disko") {
      return (mountPointsIn(node.options) ?? []).map((mountPoint) => ({
        ...common,
        mountPoint,
        format: "unknown",
        neededForBoot: false,
      }));
    }
    if (node.kind !== "filesystem") return [];
    const { format, mountPoint, neededForBoot, subvolumes } = node;
    return [
      ...(mountPoint === undefined ? [] : [{ ...common, mountPoint, format, neededForBoot }]),
      ...subvolumes.map((each) => ({
        ...common,
        where: `${where}, subvolume ${each.name}`,
        mountPoint: each.mountPoint,
        format,
        neededForBoot: each.neededForBoot,
      })),
    ];
  });
  const ofPools = [...layout.pools].flatMap(([pool, { datasets }]) =>
    Object.entries(datasets).flatMap(([name, { mountPoint, neededForBoot = false }]): readonly Mount[] => {
      if (mountPoint === undefined) return [];
      const layers: readonly Layer[] = [...below(places, "zfsPools", pool).layers, { kind: "zfs" }];
      const where = `zfsPools.${pool}.${name}`;
      return [{ mountPoint, where, device: undefined, format: "zfs", layers, partition: undefined, neededForBoot }];
    }),
  );
  const inMemory = [...layout.tmpfs.keys()].map((mountPoint): Mount => ({
    mountPoint,
    where: "tmpfs",
    device: undefined,
    format: "tmpfs",
    layers: [],
    partition: undefined,
    neededForBoot: false,
  }));
  return [...onDevices, ...ofPools, ...inMemory];
}

/** Whether content of disko may mount what only Nix knows. */
export function mayMountMore(places: readonly Place[]): boolean {
  return places.some(({ node }) => node.kind === "disko" && mountPointsIn(node.options) === undefined);
}

/** The mounted file system that a path is on. */
export function mountHolding(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts
    .filter(({ mountPoint }) => mountPoint === "/" || mountPoint === path || path.startsWith(`${mountPoint}/`))
    .sort((a, b) => b.mountPoint.length - a.mountPoint.length)[0];
}

/** The layers and disks below a group: those of all its members. */
function below(places: readonly Place[], of: GroupKind, group: string): Pick<Place, "layers" | "disks"> {
  const members = membersOf(places, of, group);
  const layers = new Map(members.flatMap((place) => place.layers).map((layer) => [JSON.stringify(layer), layer]));
  return { layers: [...layers.values()], disks: [...new Set(members.flatMap(({ disks }) => disks))] };
}
