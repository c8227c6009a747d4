import { gptMachine, machineWith, oneDisk, rootLine, table } from "./disk-samples";
import type { ErrorEntry, ErrorText } from "./error-entry";
import { inProgram } from "./in-program";

const rest = (content: string): string => `root: Partition.rest(${content}),`;
const data = (content: string): string => `data: Partition.of(Size.gibibytes(20), ${content}),`;
const right = gptMachine([rootLine]);
const espAndRoot = ["esp: Partition.esp({ size: Size.mebibytes(512) }),", rootLine];
const onDisk = (device: string): string => machineWith(oneDisk(table(espAndRoot), device));

/** A mistake in the disks of a machine. */
const mistake = (
  entry: ErrorText & { readonly wrong: string; readonly right?: string; readonly also?: readonly string[] },
): ErrorEntry => inProgram({ right, ...entry, given: "flake" });

const raidOf = (disks: readonly string[]): string =>
  machineWith(
    [
      "disks: {",
      ...disks.map(
        (name) =>
          `  ${name}: {\n    device: DiskSelector.bySerial("${name}"),\n    content: DiskContent.gpt({ bios: Partition.biosBoot(), data: Partition.rest(DiskContent.raidMember("data")) }),\n  },`,
      ),
      "},",
      'arrays: { data: RaidArray.raid1(Filesystem.ext4({ mountPoint: "/" })) },',
    ],
    "BootLoaderKind.grubBios()",
  );

/** Errors about the disks of a machine to install. */
export const diskErrors: readonly ErrorEntry[] = [
  mistake({
    code: "disk-name-unstable",
    meaning: "A disk is selected by a kernel name such as `/dev/sda`.",
    why: "The kernel numbers disks in the order in which it finds them, so the name can be that of another disk after the next boot or on another machine.",
    wrong: onDisk('DiskSelector.path("/dev/sda")'),
    right: onDisk('DiskSelector.byId("ata-WDC_WD10EZEX-08WN4A0_WD-1234")'),
  }),
  mistake({
    code: "disk-not-recognizable",
    meaning: "A disk that is selected by conditions has no partition table.",
    why: "The installed system recognizes such a disk by an identifier that cdknix writes to the partition table.",
    wrong: machineWith([
      "disks: {",
      "  main: {",
      '    device: DiskSelector.bySerial("WD-1234"),',
      `    content: ${table(espAndRoot).replaceAll("\n", "\n    ")},`,
      "  },",
      '  data: { device: DiskSelector.where({ rotational: true }), content: Filesystem.xfs({ mountPoint: "/data" }) },',
      "},",
    ]),
  }),
  mistake({
    code: "disk-selected-twice",
    meaning: "Two disks of a layout have the same selector.",
    why: "The partitions of the second disk would replace those of the first.",
    wrong: machineWith([
      "disks: {",
      `  main: { device: DiskSelector.only(), content: ${table(espAndRoot).replaceAll("\n", "\n  ")} },`,
      "  data: {",
      "    device: DiskSelector.only(),",
      '    content: DiskContent.gpt({ data: Partition.rest(Filesystem.xfs({ mountPoint: "/data" })) }),',
      "  },",
      "},",
    ]),
  }),
  mistake({
    code: "disk-selector",
    meaning: "The argument of a `DiskSelector` is not an ID, serial number, World Wide Name, or path of a disk.",
    why: "Udev makes stable names only from what a disk reports about itself.",
    fix: "`lsblk --output NAME,SIZE,SERIAL,WWN` shows what Linux knows about a disk.",
    wrong: onDisk('DiskSelector.byWwn("WD-1234")'),
    also: [onDisk('DiskSelector.path("sda")'), onDisk('DiskSelector.bySerial("")')],
    right: onDisk('DiskSelector.byWwn("0x5002538e40a1b2c3")'),
  }),
  mistake({
    code: "disko-type",
    meaning: "The options of `DiskContent.disko` have no `type`, or one that disko does not have.",
    why: "Disko's types are `bcachefs`, `btrfs`, `filesystem`, `gpt`, `luks`, `lvm_pv`, `mdraid`, `swap`, `table`, and `zfs`.",
    wrong: gptMachine([data('DiskContent.disko({ type: "ntfs", mountpoint: "/data" })'), rootLine]),
    right: gptMachine([
      data('DiskContent.disko({ type: "filesystem", format: "ntfs", mountpoint: "/data" })'),
      rootLine,
    ]),
  }),
  mistake({
    code: "filesystem-label",
    meaning: "The label of a file system is too long, is empty, or has a slash.",
    why: "ext4 allows 16 bytes, XFS 12, FAT 11, Btrfs 255, and F2FS 512.",
    wrong: gptMachine([data('Filesystem.xfs({ label: "customer-database" })'), rootLine]),
    right: gptMachine([data('Filesystem.xfs({ label: "database" })'), rootLine]),
  }),
  mistake({
    code: "group-undefined",
    meaning: "A member belongs to a volume group, array, or ZFS pool that the layout does not define.",
    why: "A member alone has no volumes, level, or datasets.",
    wrong: gptMachine([data('DiskContent.lvmMember("pool")'), rootLine]),
    right: gptMachine(
      [data('DiskContent.lvmMember("pool")'), rootLine],
      ['volumeGroups: { pool: { data: LogicalVolume.rest(Filesystem.xfs({ mountPoint: "/data" })) } },'],
    ),
  }),
  mistake({
    code: "group-without-members",
    meaning: "No disk of the layout is a member of a volume group, array, or ZFS pool.",
    why: "Disko creates a group from its members, which may be on any disk of the layout.",
    wrong: gptMachine(
      [rootLine],
      ['volumeGroups: { pool: { data: LogicalVolume.rest(Filesystem.xfs({ mountPoint: "/data" })) } },'],
    ),
  }),
  mistake({
    code: "luks-name-twice",
    meaning: "Two encrypted devices of a layout have the same name.",
    wrong: gptMachine([
      data('DiskContent.luks(Filesystem.ext4({ mountPoint: "/data" }), { name: "vault" })'),
      rest('DiskContent.luks(Filesystem.ext4({ mountPoint: "/" }), { name: "vault" })'),
    ]),
    right: gptMachine([
      data('DiskContent.luks(Filesystem.ext4({ mountPoint: "/data" }))'),
      rest('DiskContent.luks(Filesystem.ext4({ mountPoint: "/" }))'),
    ]),
  }),
  mistake({
    code: "luks-passphrase",
    meaning: "The passphrase of an encrypted device is a secret of sops-nix or agenix.",
    wrong: gptMachine([
      rest('DiskContent.luks(Filesystem.ext4({ mountPoint: "/" }), { passphrase: Secret.sops("disk") })'),
    ]),
    right: gptMachine([
      rest('DiskContent.luks(Filesystem.ext4({ mountPoint: "/" }), { passphrase: Secret.named("disk") })'),
    ]),
  }),
  mistake({
    code: "raid-members",
    meaning: "An array or ZFS pool has too few members, or two on the same disk.",
    why: "RAID 0 and RAID 1 need two disks, RAID 10 four; a mirror in ZFS needs two, RAID-Z two, RAID-Z2 three, and RAID-Z3 four. Redundancy helps only if the members are on different disks.",
    wrong: raidOf(["one"]),
    right: raidOf(["one", "two"]),
  }),
  mistake({
    code: "zfs-host-id",
    meaning: "A machine with ZFS has no `networking.hostId`.",
    fix: "Choose 8 hexadecimal digits for each machine: `head -c4 /dev/urandom | od -A none -t x4`.",
    wrong: gptMachine(
      [data('DiskContent.zfsMember("tank")'), rootLine],
      ['zfsPools: { tank: ZfsPool.stripe({ datasets: { data: { mountPoint: "/data" } } }) },'],
    ),
    right: [
      gptMachine(
        [data('DiskContent.zfsMember("tank")'), rootLine],
        ['zfsPools: { tank: ZfsPool.stripe({ datasets: { data: { mountPoint: "/data" } } }) },'],
      ),
      'new NixosModule(web, "zfs", { config: { networking: { hostId: "8425e349" } } });',
    ].join("\n"),
  }),
];
