// Written by `npm run properties` from the types of methods. Do not edit.
import type { ObjectShape } from "../properties/value-type";
import type { ParameterShape } from "./parameter";

const iAspect: ObjectShape = {
  visit: { type: "function" },
};

const bootMenuProps: ObjectShape = {
  generations: { type: "number", optional: true },
  menuTimeout: { type: { either: ["number", "null"] }, optional: true, options: ["boot.loader.timeout"] },
};

const grubEfiProps: ObjectShape = {
  efiVariables: { type: "boolean", optional: true, options: ["boot.loader.efi.canTouchEfiVariables","boot.loader.grub.efiInstallAsRemovable"] },
  generations: { type: "number", optional: true },
  menuTimeout: { type: { either: ["number", "null"] }, optional: true, options: ["boot.loader.timeout"] },
};

const systemdBootProps: ObjectShape = {
  editor: { type: "boolean", optional: true, options: ["boot.loader.systemd-boot.editor"] },
  efiVariables: { type: "boolean", optional: true, options: ["boot.loader.efi.canTouchEfiVariables"] },
  generations: { type: "number", optional: true },
  menuTimeout: { type: { either: ["number", "null"] }, optional: true, options: ["boot.loader.timeout"] },
};

const luksProps: ObjectShape = {
  name: { type: "string", optional: true },
  passphrase: { type: { instance: "Secret", makers: ["named", "sops", "age"] }, optional: true },
  discards: { type: "boolean", optional: true, options: ["boot.initrd.luks.devices.<name>.allowDiscards"] },
  formatOptions: { type: { list: "string" }, optional: true },
};

const swapProps: ObjectShape = {
  priority: { type: "number", optional: true },
  randomEncryption: { type: "boolean", optional: true },
  discards: { type: "boolean", optional: true },
  hibernation: { type: "boolean", optional: true, options: ["boot.resumeDevice"] },
};

const diskConditions: ObjectShape = {
  minimumSize: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
  maximumSize: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
  rotational: { type: "boolean", optional: true },
  transport: { type: { literals: ["ata", "mmc", "nvme", "sata", "scsi", "usb", "virtio"] }, optional: true },
  model: { type: "string", optional: true },
};

const btrfsSubvolume: ObjectShape = {
  name: { type: "string", optional: true },
  compress: { type: "string", optional: true },
  mountOptions: { type: { list: "string" }, optional: true },
  neededForBoot: { type: "boolean", optional: true, options: ["fileSystems.<name>.neededForBoot"] },
};

const btrfsProps: ObjectShape = {
  subvolumes: { type: { record: { object: btrfsSubvolume } }, optional: true },
  mountPoint: { type: "string", optional: true },
  mountOptions: { type: { list: "string" }, optional: true },
  label: { type: "string", optional: true },
  formatOptions: { type: { list: "string" }, optional: true },
  neededForBoot: { type: "boolean", optional: true, options: ["fileSystems.<name>.neededForBoot"] },
};

const filesystemProps: ObjectShape = {
  mountPoint: { type: "string", optional: true },
  mountOptions: { type: { list: "string" }, optional: true },
  label: { type: "string", optional: true },
  formatOptions: { type: { list: "string" }, optional: true },
  neededForBoot: { type: "boolean", optional: true, options: ["fileSystems.<name>.neededForBoot"] },
};

const flakeInput: ObjectShape = {
  url: { type: "string" },
  follows: { type: { record: "string" }, optional: true, options: ["inputs.<name>.follows"] },
  flake: { type: "boolean", optional: true },
};

const unattendedProps: ObjectShape = {
  countdown: { type: { instance: "Duration", makers: ["seconds", "minutes"] }, optional: true },
  then: { type: { literals: ["reboot", "powerOff", "stay"] }, optional: true },
};

const espProps: ObjectShape = {
  size: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] } },
  mountPoint: { type: "string", optional: true, options: ["boot.loader.efi.efiSysMountPoint"] },
  mountOptions: { type: { list: "string" }, optional: true },
};

const swapPartitionProps: ObjectShape = {
  size: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] } },
  priority: { type: "number", optional: true },
  randomEncryption: { type: "boolean", optional: true },
  discards: { type: "boolean", optional: true },
  hibernation: { type: "boolean", optional: true, options: ["boot.resumeDevice"] },
};

const raidArrayProps: ObjectShape = {
  metadata: { type: { literals: ["1.0", "1.1", "1.2"] }, optional: true },
};

const secretProps: ObjectShape = {
  owner: { type: "string", optional: true },
  group: { type: "string", optional: true },
  mode: { type: "string", optional: true },
};

const zfsDataset: ObjectShape = {
  mountPoint: { type: "string", optional: true },
  properties: { type: { record: "string" }, optional: true },
  neededForBoot: { type: "boolean", optional: true, options: ["fileSystems.<name>.neededForBoot"] },
};

const zfsPoolProps: ObjectShape = {
  datasets: { type: { record: { object: zfsDataset } } },
  poolProperties: { type: { record: "string" }, optional: true },
  properties: { type: { record: "string" }, optional: true },
};

/** The parameters of each method and static method. */
export const declaredParameters = {
  "Annotations.acknowledgeSecret": [{ name: "place", type: "string" }, { name: "reason", type: "string" }],
  "Annotations.acknowledgeWarning": [{ name: "code", type: "string" }, { name: "reason", type: "string", optional: true }],
  "Annotations.addError": [{ name: "issue", type: { either: ["string", { object: {
  message: { type: "string" },
  code: { type: "string", optional: true },
  value: { type: "string", optional: true },
  reason: { type: "string", optional: true },
  fix: { type: "string", optional: true },
} }] } }],
  "Annotations.addInfo": [{ name: "issue", type: { either: ["string", { object: {
  message: { type: "string" },
  code: { type: "string", optional: true },
  value: { type: "string", optional: true },
  reason: { type: "string", optional: true },
  fix: { type: "string", optional: true },
} }] } }],
  "Annotations.addWarning": [{ name: "issue", type: { either: ["string", { object: {
  message: { type: "string" },
  code: { type: "string", optional: true },
  value: { type: "string", optional: true },
  reason: { type: "string", optional: true },
  fix: { type: "string", optional: true },
} }] } }],
  "Annotations.of": [{ name: "construct", kind: "construct" }],
  "Aspects.add": [{ name: "aspect", type: { object: iAspect } }],
  "Aspects.of": [{ name: "scope", kind: "construct" }],
  "BootLoaderKind.grub": [{ name: "props", type: { object: bootMenuProps }, optional: true }],
  "BootLoaderKind.grubBios": [{ name: "props", type: { object: bootMenuProps }, optional: true }],
  "BootLoaderKind.grubEfi": [{ name: "props", type: { object: grubEfiProps }, optional: true }],
  "BootLoaderKind.systemdBoot": [{ name: "props", type: { object: systemdBootProps }, optional: true }],
  "Compression.gzip": [{ name: "level", type: "number", optional: true }],
  "Compression.lz4": [{ name: "options", type: { object: {
  high: { type: "boolean", optional: true },
} }, optional: true }],
  "Compression.none": [],
  "Compression.xz": [],
  "Compression.zstd": [{ name: "level", type: "number", optional: true }],
  "DiskContent.disko": [{ name: "options", type: { record: "nix" } }],
  "DiskContent.gpt": [{ name: "partitions", type: { record: { instance: "Partition", makers: ["esp", "biosBoot", "swap", "of", "rest"] } } }],
  "DiskContent.luks": [{ name: "content", type: { either: [{ instance: "DiskContent", makers: ["gpt", "mbr", "luks", "swap", "lvmMember", "raidMember", "zfsMember", "disko"] }, { instance: "Filesystem", makers: ["ext4", "xfs", "vfat", "btrfs", "f2fs"] }] } }, { name: "props", type: { object: luksProps }, optional: true }],
  "DiskContent.lvmMember": [{ name: "volumeGroup", type: "string" }],
  "DiskContent.mbr": [{ name: "partitions", type: { record: { instance: "Partition", makers: ["esp", "biosBoot", "swap", "of", "rest"] } } }],
  "DiskContent.raidMember": [{ name: "array", type: "string" }],
  "DiskContent.swap": [{ name: "props", type: { object: swapProps }, optional: true }],
  "DiskContent.zfsMember": [{ name: "pool", type: "string" }],
  "DiskSelector.byId": [{ name: "id", type: "string" }],
  "DiskSelector.bySerial": [{ name: "serial", type: "string" }],
  "DiskSelector.byWwn": [{ name: "wwn", type: "string" }],
  "DiskSelector.only": [{ name: "options", type: { object: {
  atLeast: { type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] }, optional: true },
} }, optional: true }],
  "DiskSelector.path": [{ name: "path", type: "string" }],
  "DiskSelector.where": [{ name: "conditions", type: { object: diskConditions } }],
  "Duration.minutes": [{ name: "amount", type: "number" }],
  "Duration.seconds": [{ name: "amount", type: "number" }],
  "Filesystem.btrfs": [{ name: "props", type: { object: btrfsProps }, optional: true }],
  "Filesystem.ext4": [{ name: "props", type: { object: filesystemProps }, optional: true }],
  "Filesystem.f2fs": [{ name: "props", type: { object: filesystemProps }, optional: true }],
  "Filesystem.vfat": [{ name: "props", type: { object: filesystemProps }, optional: true }],
  "Filesystem.xfs": [{ name: "props", type: { object: filesystemProps }, optional: true }],
  "Flake.addDefaultInput": [{ name: "name", type: "string" }, { name: "input", type: { either: ["string", { object: flakeInput }] } }],
  "Flake.addInput": [{ name: "name", type: "string" }, { name: "input", type: { either: ["string", { object: flakeInput }] } }],
  "Flake.addOutput": [{ name: "path", type: { either: ["string", { list: "string" }] } }, { name: "value", type: "nix" }],
  "Flake.of": [{ name: "construct", kind: "construct" }],
  "InstallMode.attended": [],
  "InstallMode.unattended": [{ name: "props", type: { object: unattendedProps }, optional: true }],
  "LogicalVolume.of": [{ name: "size", type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] } }, { name: "content", type: { either: [{ instance: "DiskContent", makers: ["gpt", "mbr", "luks", "swap", "lvmMember", "raidMember", "zfsMember", "disko"] }, { instance: "Filesystem", makers: ["ext4", "xfs", "vfat", "btrfs", "f2fs"] }] } }],
  "LogicalVolume.percent": [{ name: "percent", type: "number" }, { name: "content", type: { either: [{ instance: "DiskContent", makers: ["gpt", "mbr", "luks", "swap", "lvmMember", "raidMember", "zfsMember", "disko"] }, { instance: "Filesystem", makers: ["ext4", "xfs", "vfat", "btrfs", "f2fs"] }] } }],
  "LogicalVolume.rest": [{ name: "content", type: { either: [{ instance: "DiskContent", makers: ["gpt", "mbr", "luks", "swap", "lvmMember", "raidMember", "zfsMember", "disko"] }, { instance: "Filesystem", makers: ["ext4", "xfs", "vfat", "btrfs", "f2fs"] }] } }],
  "MachineSelector.byMacAddress": [{ name: "address", type: "string" }],
  "MachineSelector.bySerial": [{ name: "serial", type: "string" }],
  "NixosModule.addImport": [{ name: "module", type: "nix" }],
  "NixosModule.addOverride": [{ name: "option", type: "string" }, { name: "value", type: "nix" }],
  "Nixpkgs.ref": [{ name: "reference", type: "string" }, { name: "options", type: { object: {
  release: { type: { literals: ["24.05", "24.11", "25.05", "25.11", "26.05", "26.11", "unstable"] } },
} } }],
  "Nixpkgs.release": [{ name: "release", type: { literals: ["24.05", "24.11", "25.05", "25.11", "26.05", "26.11", "unstable"] } }],
  "Partition.biosBoot": [],
  "Partition.esp": [{ name: "props", type: { object: espProps } }],
  "Partition.of": [{ name: "size", type: { instance: "Size", makers: ["bytes", "kibibytes", "mebibytes", "gibibytes", "tebibytes"] } }, { name: "content", type: { either: [{ instance: "DiskContent", makers: ["gpt", "mbr", "luks", "swap", "lvmMember", "raidMember", "zfsMember", "disko"] }, { instance: "Filesystem", makers: ["ext4", "xfs", "vfat", "btrfs", "f2fs"] }] } }, { name: "options", type: { object: {
  type: { type: "string", optional: true },
} }, optional: true }],
  "Partition.rest": [{ name: "content", type: { either: [{ instance: "DiskContent", makers: ["gpt", "mbr", "luks", "swap", "lvmMember", "raidMember", "zfsMember", "disko"] }, { instance: "Filesystem", makers: ["ext4", "xfs", "vfat", "btrfs", "f2fs"] }] } }, { name: "options", type: { object: {
  type: { type: "string", optional: true },
} }, optional: true }],
  "Partition.swap": [{ name: "props", type: { object: swapPartitionProps } }],
  "RaidArray.raid0": [{ name: "content", type: { either: [{ instance: "DiskContent", makers: ["gpt", "mbr", "luks", "swap", "lvmMember", "raidMember", "zfsMember", "disko"] }, { instance: "Filesystem", makers: ["ext4", "xfs", "vfat", "btrfs", "f2fs"] }] } }, { name: "props", type: { object: raidArrayProps }, optional: true }],
  "RaidArray.raid1": [{ name: "content", type: { either: [{ instance: "DiskContent", makers: ["gpt", "mbr", "luks", "swap", "lvmMember", "raidMember", "zfsMember", "disko"] }, { instance: "Filesystem", makers: ["ext4", "xfs", "vfat", "btrfs", "f2fs"] }] } }, { name: "props", type: { object: raidArrayProps }, optional: true }],
  "RaidArray.raid10": [{ name: "content", type: { either: [{ instance: "DiskContent", makers: ["gpt", "mbr", "luks", "swap", "lvmMember", "raidMember", "zfsMember", "disko"] }, { instance: "Filesystem", makers: ["ext4", "xfs", "vfat", "btrfs", "f2fs"] }] } }, { name: "props", type: { object: raidArrayProps }, optional: true }],
  "Secret.age": [{ name: "name", type: "string" }],
  "Secret.named": [{ name: "name", type: "string" }, { name: "props", type: { object: secretProps }, optional: true }],
  "Secret.sops": [{ name: "name", type: "string" }],
  "Size.bytes": [{ name: "amount", type: "number" }],
  "Size.gibibytes": [{ name: "amount", type: "number" }],
  "Size.kibibytes": [{ name: "amount", type: "number" }],
  "Size.mebibytes": [{ name: "amount", type: "number" }],
  "Size.tebibytes": [{ name: "amount", type: "number" }],
  "ZfsPool.mirror": [{ name: "props", type: { object: zfsPoolProps } }],
  "ZfsPool.raidz": [{ name: "props", type: { object: zfsPoolProps } }],
  "ZfsPool.raidz2": [{ name: "props", type: { object: zfsPoolProps } }],
  "ZfsPool.raidz3": [{ name: "props", type: { object: zfsPoolProps } }],
  "ZfsPool.stripe": [{ name: "props", type: { object: zfsPoolProps } }],
} as const satisfies Readonly<Record<string, readonly ParameterShape[]>>;
