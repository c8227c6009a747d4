import { gptMachine, machineWith, oneDisk, rootLine, table } from "./disk-samples";
import type { ErrorEntry, ErrorText } from "./error-entry";
import { inProgram } from "./in-program";

const rest = (content: string): string => `root: Partition.rest(${content}),`;
const data = (content: string): string => `data: Partition.of(Size.gibibytes(20), ${content}),`;
const dataAt = (mountPoint: string): string => data(`Filesystem.ext4({ mountPoint: "${mountPoint}" })`);
const right = gptMachine([rootLine]);
const espAndRoot = ["esp: Partition.esp({ size: Size.mebibytes(512) }),", rootLine];
const onDisk = (device: string): string => machineWith(oneDisk(table(espAndRoot), device));

/** A mistake in the disks of a machine. */
const mistake = (
  entry: ErrorText & { readonly wrong: string; readonly right?: string; readonly also?: readonly string[] },
): ErrorEntry => inProgram({ right, ...entry, given: "flake" });

/** Errors about the partitions and file systems of a machine to install. */
export const layoutErrors: readonly ErrorEntry[] = [
  mistake({
    code: "hibernation-encrypted",
    meaning: "Swap space for hibernation has random encryption.",
    wrong: gptMachine([
      "swap: Partition.swap({ size: Size.gibibytes(16), hibernation: true, randomEncryption: true }),",
      rootLine,
    ]),
    right: gptMachine([
      "swap: Partition.of(Size.gibibytes(16), DiskContent.luks(DiskContent.swap({ hibernation: true }))),",
      rootLine,
    ]),
  }),
  mistake({
    code: "hibernation-size",
    meaning: "Swap space for hibernation is smaller than the `memory` of the layout.",
    wrong: gptMachine(
      ["swap: Partition.swap({ size: Size.gibibytes(8), hibernation: true }),", rootLine],
      ["memory: Size.gibibytes(16),"],
    ),
    right: gptMachine(
      ["swap: Partition.swap({ size: Size.gibibytes(16), hibernation: true }),", rootLine],
      ["memory: Size.gibibytes(16),"],
    ),
  }),
  mistake({
    code: "hibernation-twice",
    meaning: "More than one swap space is for hibernation.",
    wrong: gptMachine([
      "swap: Partition.swap({ size: Size.gibibytes(8), hibernation: true }),",
      "more: Partition.swap({ size: Size.gibibytes(8), hibernation: true }),",
      rootLine,
    ]),
    right: gptMachine([
      "swap: Partition.swap({ size: Size.gibibytes(8), hibernation: true }),",
      "more: Partition.swap({ size: Size.gibibytes(8) }),",
      rootLine,
    ]),
  }),
  mistake({
    code: "hibernation-zfs",
    meaning: "A layout with ZFS has swap space for hibernation.",
    wrong: gptMachine(
      [
        "swap: Partition.swap({ size: Size.gibibytes(8), hibernation: true }),",
        'tank: Partition.of(Size.gibibytes(20), DiskContent.zfsMember("tank")),',
        rootLine,
      ],
      ['zfsPools: { tank: ZfsPool.stripe({ datasets: { data: { mountPoint: "/data" } } }) },'],
    ),
  }),
  mistake({
    code: "layout-name",
    meaning:
      "The name of a disk, partition, volume group, volume, array, pool, dataset, or encrypted device cannot be used.",
    why: "Names become part of paths in `/dev`; LVM and ZFS reserve some.",
    wrong: gptMachine([
      `"my data": Partition.of(Size.gibibytes(20), Filesystem.xfs({ mountPoint: "/data" })),`,
      rootLine,
    ]),
    right: gptMachine([
      `"my-data": Partition.of(Size.gibibytes(20), Filesystem.xfs({ mountPoint: "/data" })),`,
      rootLine,
    ]),
  }),
  mistake({
    code: "mount-option",
    meaning: "An element of `mountOptions` has a space, or several options with commas; the latter is a warning.",
    why: "Spaces separate the fields of `/etc/fstab`.",
    wrong: gptMachine([data('Filesystem.ext4({ mountPoint: "/data", mountOptions: ["noatime, discard"] })'), rootLine]),
    right: gptMachine([
      data('Filesystem.ext4({ mountPoint: "/data", mountOptions: ["noatime", "discard"] })'),
      rootLine,
    ]),
  }),
  mistake({
    code: "tmpfs-mode",
    meaning: "The `mode` of a file system in memory is not an octal number.",
    wrong: gptMachine([rootLine], ['tmpfs: { "/scratch": { mode: "rwx" } },']),
    right: gptMachine([rootLine], ['tmpfs: { "/scratch": { mode: "1777" } },']),
  }),
  mistake({
    code: "layout-rest-twice",
    meaning: "More than one partition of a disk, or volume of a volume group, takes the rest of the space.",
    why: "Nothing is left for the second one.",
    wrong: gptMachine(['data: Partition.rest(Filesystem.ext4({ mountPoint: "/data" })),', rootLine]),
    right: gptMachine([dataAt("/data"), rootLine]),
  }),
  mistake({
    code: "layout-size",
    meaning: "Partitions or logical volumes do not fit, or one has no size that is possible.",
    why: "cdknix knows how small a disk can be from `size` of the disk, or from the conditions of its selector.",
    wrong: onDisk("DiskSelector.only({ atLeast: Size.mebibytes(500) })"),
    also: [gptMachine(['data: Partition.of(Size.bytes(100), Filesystem.ext4({ mountPoint: "/data" })),', rootLine])],
    right: onDisk("DiskSelector.only({ atLeast: Size.gibibytes(8) })"),
  }),
  mistake({
    code: "layout-without-root",
    meaning: "No file system of the layout is mounted at `/`.",
    wrong: gptMachine([rest("Filesystem.ext4()")]),
  }),
  mistake({
    code: "mbr-limit",
    meaning: "An MBR has more than four partitions, one beyond 2 TiB, or a BIOS boot partition.",
    why: "An MBR has room for four partitions, and addresses sectors with 32 bits.",
    wrong: machineWith(oneDisk(table(["bios: Partition.biosBoot(),", rootLine], "mbr")), "BootLoaderKind.grubBios()"),
    right: machineWith(oneDisk(table([rootLine], "mbr")), "BootLoaderKind.grubBios()"),
  }),
  mistake({
    code: "mount-point",
    meaning: "A mount point is not an absolute path.",
    why: "Disko mounts file systems at absolute paths below the root of the new system.",
    wrong: gptMachine([dataAt("data/"), rootLine]),
    right: gptMachine([dataAt("/data"), rootLine]),
  }),
  mistake({
    code: "mount-point-twice",
    meaning: "Two file systems of a layout have the same mount point.",
    wrong: gptMachine([dataAt("/"), rootLine]),
    also: [gptMachine([dataAt("/boot"), rootLine])],
    right: gptMachine([dataAt("/data"), rootLine]),
  }),
  mistake({
    code: "nested-partition-table",
    meaning: "A partition or logical volume contains a partition table.",
    wrong: gptMachine([rest(`DiskContent.gpt({ ${rootLine} })`)]),
  }),
  mistake({
    code: "partition-name",
    meaning: "The label that disko gives to a partition would be longer than 36 characters.",
    wrong: gptMachine([dataAt("/data").replace("data:", '"data-of-the-customer-database":'), rootLine]),
    right: gptMachine([dataAt("/data").replace("data:", "database:"), rootLine]),
  }),
  mistake({
    code: "partition-type",
    meaning: "The `type` of a partition is neither a code of sgdisk nor a GUID.",
    why: "Firmware and systemd read the purpose of a partition from its type.",
    wrong: gptMachine([
      'data: Partition.of(Size.gibibytes(20), Filesystem.ext4({ mountPoint: "/home" }), { type: "home" }),',
      rootLine,
    ]),
    right: gptMachine([
      'data: Partition.of(Size.gibibytes(20), Filesystem.ext4({ mountPoint: "/home" }), { type: "8302" }),',
      rootLine,
    ]),
  }),
  mistake({
    code: "store-in-memory",
    meaning: "The root file system is a tmpfs, and no file system of a disk is mounted at `/nix`.",
    wrong: gptMachine(
      [rest('Filesystem.ext4({ mountPoint: "/persist" })')],
      ['tmpfs: { "/": { size: Size.gibibytes(2) } },'],
    ),
    right: gptMachine(
      [rest('Filesystem.ext4({ mountPoint: "/nix" })')],
      ['tmpfs: { "/": { size: Size.gibibytes(2) } },'],
    ),
  }),
  mistake({
    code: "subvolume-options",
    meaning: "Subvolumes of one Btrfs file system have different options that only the whole file system can have.",
    wrong: gptMachine([rest('Filesystem.btrfs({ subvolumes: { "/": {}, "/nix": { compress: "zstd" } } })')]),
    right: gptMachine([
      rest('Filesystem.btrfs({ subvolumes: { "/": { compress: "zstd" }, "/nix": { compress: "zstd" } } })'),
    ]),
  }),
  mistake({
    code: "subvolume-twice",
    meaning: "Two subvolumes of a Btrfs file system have the same name.",
    wrong: gptMachine([rest('Filesystem.btrfs({ subvolumes: { "/": {}, "/root": {} } })')]),
    right: gptMachine([rest('Filesystem.btrfs({ subvolumes: { "/": { name: "/@" }, "/root": {} } })')]),
  }),
  mistake({
    code: "swap-file",
    meaning: "A swap file is on a file system on which the kernel cannot swap, or its path is not absolute.",
    wrong: gptMachine([rootLine], ['swapFiles: { "/boot/swapfile": { size: Size.gibibytes(4) } },']),
    right: gptMachine([rootLine], ['swapFiles: { "/swapfile": { size: Size.gibibytes(4) } },']),
  }),
  mistake({
    code: "swap-priority",
    meaning: "The priority of swap space is not a whole number from 0 to 32767.",
    why: "The kernel takes priorities in this range (swapon(8)).",
    wrong: gptMachine(["swap: Partition.swap({ size: Size.gibibytes(4), priority: -1 }),", rootLine]),
    right: gptMachine(["swap: Partition.swap({ size: Size.gibibytes(4), priority: 10 }),", rootLine]),
  }),
  mistake({
    code: "volume-percentage",
    meaning: "The percentage of a logical volume is not a whole number from 1 to 100.",
    why: "LVM takes whole percentages of the volume group.",
    wrong: gptMachine(
      [data('DiskContent.lvmMember("pool")'), rootLine],
      ['volumeGroups: { pool: { data: LogicalVolume.percent(0.5, Filesystem.xfs({ mountPoint: "/data" })) } },'],
    ),
    right: gptMachine(
      [data('DiskContent.lvmMember("pool")'), rootLine],
      ['volumeGroups: { pool: { data: LogicalVolume.percent(50, Filesystem.xfs({ mountPoint: "/data" })) } },'],
    ),
  }),
];
