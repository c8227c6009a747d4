import type { NixValue } from "../../nix";
import type { DiskDevice } from "./disk-device";
import type { Layout, LayoutDisk, TmpfsProps } from "./layout";
import type {
  ArrayNode,
  ContentNode,
  FilesystemNode,
  LogicalVolumeNode,
  LuksNode,
  PartitionNode,
  SwapNode,
  TableNode,
} from "./nodes";
import { mbrPartitions } from "./mbr";
import { diskoSize } from "./sizes";
import type { PoolNode } from "./zfs-pool";

type Options = Readonly<Record<string, NixValue | undefined>>;

/** `disko.devices` of a layout. Source: lib/types and example of disko 1.13. */
export function diskoDevices(layout: Layout, devices: ReadonlyMap<string, DiskDevice>): Options {
  return {
    disk: setOf(layout.disks, (disk, name) => diskOptions(name, disk, devices.get(name))),
    mdadm: setOf(layout.arrays, arrayOptions),
    lvm_vg: setOf(layout.volumeGroups, (volumes) => ({ type: "lvm_vg", lvs: setOf(volumes, volumeOptions) })),
    zpool: setOf(layout.pools, poolOptions),
    nodev: setOf(layout.tmpfs, tmpfsOptions),
  };
}

function setOf<Value>(
  values: ReadonlyMap<string, Value>,
  convert: (value: Value, name: string) => Options,
): NixValue | undefined {
  if (values.size === 0) return undefined;
  return Object.fromEntries([...values].map(([name, value]) => [name, convert(value, name)])) as NixValue;
}

function diskOptions(name: string, { content }: LayoutDisk, device: DiskDevice | undefined): Options {
  const path = device?.path ?? "";
  const options = contentOptions(content, name);
  return {
    type: "disk",
    device: path,
    content: {
      ...options,
      ...(device?.identifier === undefined ? {} : { preCreateHook: identifierHook(content, path, device.identifier) }),
    } as NixValue,
  };
}

/** Writes the table of an empty disk with the identifier that udev matches; disko adds the partitions. */
function identifierHook(content: ContentNode, device: string, identifier: string): string {
  const isGpt = content.kind === "table" && content.format === "gpt";
  const lines = isGpt
    ? [`sgdisk --clear --disk-guid=${identifier} ${device}`]
    : [`parted --script ${device} mklabel msdos`, `sfdisk --disk-id ${device} 0x${identifier}`];
  return [`if ! blkid ${device} >&2; then`, ...lines.map((line) => `  ${line}`), "fi", ""].join("\n");
}

function contentOptions(node: ContentNode, name: string): Options {
  switch (node.kind) {
    case "table":
      return node.format === "gpt"
        ? { type: "gpt", partitions: gptPartitions(node) }
        : { type: "table", format: "msdos", partitions: mbrPartitions(node, contentOptions) };
    case "filesystem":
      return node.format === "btrfs" ? btrfsOptions(node) : filesystemOptions(node);
    case "luks":
      return luksOptions(node, name);
    case "swap":
      return swapOptions(node);
    case "member":
      return memberOptions[node.of](node.group);
    case "disko":
      return node.options;
  }
}

const memberOptions = {
  volumeGroups: (vg: string): Options => ({ type: "lvm_pv", vg }),
  arrays: (name: string): Options => ({ type: "mdraid", name }),
  zfsPools: (pool: string): Options => ({ type: "zfs", pool }),
};

function gptPartitions({ partitions }: TableNode): NixValue {
  const all = Object.entries(partitions);
  const isInOrder = inDiskoOrder(all).every(([name], index) => name === inDeclaredOrder(all)[index]?.[0]);
  const priorities = new Map(inDeclaredOrder(all).map(([name], index) => [name, index + 1]));
  return Object.fromEntries(
    all.map(([name, partition]) => [
      name,
      {
        ...(isInOrder ? {} : { priority: priorities.get(name) }),
        size: sizeOf(partition),
        type: partition.type ?? { esp: "EF00", bios: "EF02", data: undefined }[partition.purpose],
        content: partition.content === undefined ? undefined : contentOptions(partition.content, name),
      },
    ]),
  ) as NixValue;
}

type Partitions = readonly (readonly [string, PartitionNode])[];

const isRest = ({ size, purpose }: PartitionNode): boolean => size === "rest" && purpose !== "bios";

const sizeOf = (partition: PartitionNode): string => {
  if (partition.purpose === "bios") return "1M";
  return partition.size === "rest" ? "100%" : diskoSize(partition.size);
};

/** The order of the program, with the rest at the end. */
const inDeclaredOrder = (all: Partitions): Partitions => [
  ...all.filter(([, each]) => !isRest(each)),
  ...all.filter(([, each]) => isRest(each)),
];

/** The order without priorities: BIOS boot partitions first, the rest last, and the others by name. */
function inDiskoOrder(all: Partitions): Partitions {
  const rank = ([, each]: Partitions[number]): number => (each.purpose === "bios" ? 0 : isRest(each) ? 2 : 1);
  return [...all].sort((a, b) => rank(a) - rank(b) || (a[0] < b[0] ? -1 : 1));
}

/** Arguments that set a label, and that overwrite remains of another file system: disko only formats what is empty. */
const formatArguments: Readonly<
  Record<FilesystemNode["format"], { readonly label: string; readonly force: readonly string[] }>
> = {
  ext4: { label: "-L", force: [] },
  xfs: { label: "-L", force: ["-f"] },
  vfat: { label: "-n", force: [] },
  btrfs: { label: "-L", force: ["-f"] },
  f2fs: { label: "-l", force: ["-f"] },
};

function formatting({ format, label, formatOptions = [] }: FilesystemNode): readonly string[] | undefined {
  const { label: option, force } = formatArguments[format];
  return nonEmpty([...force, ...(label === undefined ? [] : [option, label]), ...formatOptions]);
}

function filesystemOptions(node: FilesystemNode): Options {
  return {
    type: "filesystem",
    format: node.format,
    extraArgs: formatting(node),
    mountpoint: node.mountPoint,
    mountOptions: nonEmpty(node.mountOptions ?? []),
  };
}

function btrfsOptions(node: FilesystemNode): Options {
  const subvolumes = new Map(node.subvolumes.map((each) => [each.name, each]));
  return {
    type: "btrfs",
    extraArgs: formatting(node),
    mountpoint: node.mountPoint,
    mountOptions: nonEmpty(node.mountOptions ?? []),
    subvolumes: setOf(subvolumes, ({ mountPoint, mountOptions }) => ({
      mountpoint: mountPoint,
      mountOptions: nonEmpty(mountOptions),
    })),
  };
}

/** Name of a decrypted device. */
export const luksName = ({ name }: LuksNode, of: string): string => name ?? `crypt-${of}`;

function luksOptions(node: LuksNode, of: string): Options {
  return {
    type: "luks",
    name: luksName(node, of),
    passwordFile: node.passphrase,
    extraFormatArgs: nonEmpty(node.formatOptions ?? []),
    settings: node.discards ? { allowDiscards: true } : undefined,
    content: contentOptions(node.content, of) as NixValue,
  };
}

function swapOptions({ priority, randomEncryption, discards, hibernation }: SwapNode): Options {
  return {
    type: "swap",
    priority,
    randomEncryption: randomEncryption || undefined,
    discardPolicy: discards ? "both" : undefined,
    resumeDevice: hibernation || undefined,
  };
}

function arrayOptions({ level, metadata, content }: ArrayNode, name: string): Options {
  return { type: "mdadm", level, metadata, content: contentOptions(content, name) as NixValue };
}

function volumeOptions({ size, content }: LogicalVolumeNode, name: string): Options {
  const text = size === "rest" ? "100%" : typeof size === "number" ? `${String(size)}%VG` : diskoSize(size);
  return { size: text, content: contentOptions(content, name) as NixValue };
}

function poolOptions({ mode, datasets, poolProperties, properties = { compression: "zstd" } }: PoolNode): Options {
  return {
    type: "zpool",
    mode: mode === "" ? undefined : mode,
    options: poolProperties,
    // The datasets are mounted by fileSystems; ZFS itself mounts nothing.
    rootFsOptions: { mountpoint: "none", ...properties },
    datasets: Object.fromEntries(
      Object.entries(datasets).map(([name, { mountPoint, properties: own }]) => [
        name,
        {
          type: "zfs_fs",
          mountpoint: mountPoint,
          options: { mountpoint: mountPoint === undefined ? "none" : "legacy", ...own },
        },
      ]),
    ) as NixValue,
  };
}

function tmpfsOptions({ size, mode, mountOptions = [] }: TmpfsProps): Options {
  const limits = [...(size === undefined ? [] : [`size=${diskoSize(size)}`]), `mode=${mode ?? "755"}`, ...mountOptions];
  return { fsType: "tmpfs", mountOptions: limits };
}

const nonEmpty = (values: readonly string[]): readonly string[] | undefined =>
  values.length === 0 ? undefined : values;
