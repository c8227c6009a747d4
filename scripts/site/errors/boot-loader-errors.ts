import { gptMachine, machineWith, oneDisk, rootLine, table } from "./disk-samples";
import type { ErrorEntry, ErrorText } from "./error-entry";
import { inProgram } from "./in-program";

const right = gptMachine([rootLine]);
const biosLine = "bios: Partition.biosBoot(),";
const espLine = "esp: Partition.esp({ size: Size.mebibytes(512) }),";
const host = 'const web = new Host(flake, "web", { system: "x86_64-linux" });';
const onDisk = (partitions: readonly string[], loader?: string): string =>
  machineWith(oneDisk(table(partitions)), loader);

/** A mistake in the boot loader of a machine. */
const mistake = (
  entry: ErrorText & { readonly wrong: string; readonly right?: string; readonly also?: readonly string[] },
): ErrorEntry => inProgram({ right, ...entry, given: "flake" });

/** Errors about the boot loader of a machine to install. */
export const bootLoaderErrors: readonly ErrorEntry[] = [
  mistake({
    code: "bios-boot-partition-unused",
    meaning: "A layout has a BIOS boot partition, but the boot loader does not boot with BIOS.",
    why: "It takes space, and its presence makes disko install GRUB for BIOS too.",
    wrong: gptMachine([biosLine, rootLine]),
    right: onDisk([biosLine, espLine, rootLine], "BootLoaderKind.grub()"),
  }),
  mistake({
    code: "boot-generations",
    meaning: "`generations` of a boot loader is not a whole number of 1 or more.",
    why: "NixOS keeps at least the generation that it boots.",
    wrong: onDisk([espLine, rootLine], "BootLoaderKind.systemdBoot({ generations: 0 })"),
    right: onDisk([espLine, rootLine], "BootLoaderKind.systemdBoot({ generations: 20 })"),
  }),
  mistake({
    code: "boot-loader-system",
    meaning: "A boot loader for BIOS is on a machine that is not a PC.",
    why: "Only machines with x86 processors have a BIOS.",
    wrong: onDisk([biosLine, rootLine], "BootLoaderKind.grubBios()").replace("x86_64", "aarch64"),
    right: onDisk([espLine, rootLine], "BootLoaderKind.grubEfi()").replace("x86_64", "aarch64"),
  }),
  mistake({
    code: "boot-unreadable",
    meaning: "The boot loader, or the firmware, cannot read the file system with the kernels.",
    why: "The firmware reads only FAT on a partition. systemd-boot reads what the firmware reads. GRUB reads ext4, XFS, Btrfs, F2FS, and FAT, also on LVM and software RAIDs, but not LUKS2 with its default key derivation, and not every ZFS pool.",
    wrong: onDisk(['root: Partition.rest(DiskContent.luks(Filesystem.ext4({ mountPoint: "/" }))),']),
    also: [
      onDisk(
        [biosLine, 'root: Partition.rest(DiskContent.luks(Filesystem.ext4({ mountPoint: "/" }))),'],
        "BootLoaderKind.grubBios()",
      ),
    ],
    right: onDisk([espLine, 'root: Partition.rest(DiskContent.luks(Filesystem.ext4({ mountPoint: "/" }))),']),
  }),
  mistake({
    code: "esp-small",
    meaning: "The EFI system partition is smaller than 256 MiB.",
    wrong: onDisk(["esp: Partition.esp({ size: Size.mebibytes(100) }),", rootLine]),
  }),
  mistake({
    code: "image-with-disks",
    meaning: "A host has both an `IsoImage` and a `DiskLayout` or `BootLoader`.",
    wrong: `${right}\nnew IsoImage(web, "image");`,
  }),
  mistake({
    code: "machine-part-twice",
    meaning: "A host, with its class, has more than one `DiskLayout`, `BootLoader`, or `OfflineInstaller`.",
    why: "A machine boots with one boot loader, and cdknix checks it against one layout. An image has one list of the machines that it installs.",
    wrong: `${right}\nnew BootLoader(web, "grub", BootLoaderKind.grubEfi());`,
  }),
  mistake({
    code: "no-bios-boot-partition",
    meaning: "GRUB is to boot with BIOS, but the disk has no place for its core.",
    wrong: onDisk([rootLine], "BootLoaderKind.grubBios()"),
    right: onDisk([biosLine, rootLine], "BootLoaderKind.grubBios()"),
  }),
  mistake({
    code: "no-boot-loader",
    meaning: "A host has a `DiskLayout`, but nothing sets up a boot loader.",
    wrong: right
      .split("\n")
      .filter((line) => !line.startsWith("new BootLoader("))
      .join("\n"),
  }),
  mistake({
    code: "no-disk-layout",
    meaning: "A host has a `BootLoader`, but nothing defines its file systems.",
    why: "A `DiskLayout`, a module of yours, or an imported `hardware-configuration.nix` can define them.",
    wrong: `${host}\nnew BootLoader(web, "loader", BootLoaderKind.systemdBoot());`,
  }),
  mistake({
    code: "no-esp",
    meaning: "The boot loader is for UEFI, but the layout has no EFI system partition.",
    wrong: onDisk([rootLine]),
    right: onDisk([espLine, rootLine]),
  }),
];
