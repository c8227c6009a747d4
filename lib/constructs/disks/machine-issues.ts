import type { IssueDetails } from "../core";
import type { LoaderNode } from "./boot-loader-kind";
import type { Layout } from "./layout";
import { membersOf, mountHolding, mountsIn, placesIn, type Layer, type Mount, type Place } from "./places";
import { formatBytes, partitionBytes } from "./sizes";

/** File systems that GRUB reads. XFS, Btrfs, and F2FS with the defaults of their mkfs. Source: GRUB 2.12, grub-core/fs. */
const readByGrub: readonly Mount["format"][] = ["ext4", "xfs", "vfat", "btrfs", "f2fs", "unknown"];

/** A problem with a boot loader on the disks of its machine. */
export type LoaderIssue = IssueDetails & { readonly severity: "error" | "warning" };

/**
 * The mistakes in a boot loader that show only with the layout of the same machine.
 * @param system Nix system of the machine
 */
export function loaderIssues(loader: LoaderNode, layout: Layout, system: string): readonly LoaderIssue[] {
  const places = placesIn(layout);
  const mounts = mountsIn(layout, places);
  const issues = [
    ...(loader.bios ? biosIssues(layout, places, mounts, system) : unusedBios(layout, places)),
    ...(loader.efi ? efiIssues(loader, places, mounts) : []),
    ...(loader.loader === "grub" ? grubIssues(mounts) : []),
  ];
  return issues;
}

const error = (details: IssueDetails): LoaderIssue => ({ severity: "error", ...details });
const warning = (details: IssueDetails): LoaderIssue => ({ severity: "warning", ...details });

/** Whether disko gets anything that is not checked. */
const hasUnchecked = (places: readonly Place[]): boolean => places.some(({ node }) => node.kind === "disko");

function biosIssues(
  layout: Layout,
  places: readonly Place[],
  mounts: readonly Mount[],
  system: string,
): readonly LoaderIssue[] {
  if (!system.startsWith("x86_64-")) {
    return [
      error({
        code: "boot-loader-system",
        message: `a machine with the system ${system} has no BIOS`,
        value: system,
        fix: "use BootLoaderKind.systemdBoot() or grubEfi()",
      }),
    ];
  }
  const holder = mountHolding(mounts, "/boot");
  const hasMbr = holder?.layers.some(({ kind }) => kind === "mbr") === true;
  if (hasMbr || hasBiosBoot(layout, places) || hasUnchecked(places)) return [];
  return [
    error({
      code: "no-bios-boot-partition",
      message: "GRUB cannot boot from these disks with BIOS",
      ...(holder === undefined ? {} : { value: `/boot is on ${holder.where}` }),
      reason: "GRUB has no place for its core: a GPT has no gap for it, nor has a disk without a partition table",
      fix: "add a partition to the disk: bios: Partition.biosBoot()",
    }),
  ];
}

function hasBiosBoot(layout: Layout, places: readonly Place[]): boolean {
  return (
    layout.disks.size > 0 &&
    places.some(
      ({ node }) =>
        node.kind === "table" &&
        node.format === "gpt" &&
        Object.values(node.partitions).some(
          ({ purpose, type }) => purpose === "bios" || type?.toUpperCase() === "EF02",
        ),
    )
  );
}

function unusedBios(layout: Layout, places: readonly Place[]): readonly LoaderIssue[] {
  if (!hasBiosBoot(layout, places)) return [];
  return [
    warning({
      code: "bios-boot-partition-unused",
      message: "the layout has a BIOS boot partition, but the boot loader is for UEFI only",
      fix: "use BootLoaderKind.grub() for both, or remove Partition.biosBoot()",
    }),
  ];
}

const smallestEsp = 256 * 1024 ** 2;

function efiIssues({ loader }: LoaderNode, places: readonly Place[], mounts: readonly Mount[]): readonly LoaderIssue[] {
  const esp = mounts.find(({ partition }) => isEsp(partition)) ?? onMirroredEsp(places, mounts);
  if (esp === undefined) {
    const blocked = bootLayer(mountHolding(mounts, "/boot"));
    if (loader === "systemd-boot" && blocked !== undefined) return [unreadable("systemd-boot", blocked)];
    return hasUnchecked(places) ? [] : [withoutEsp(mounts)];
  }
  const blocked = bootLayer(esp);
  if (blocked !== undefined && (loader === "systemd-boot" || blocked.layer !== "raid"))
    return [unreadable(loader, blocked)];
  if (esp.format !== "vfat" && esp.format !== "unknown") {
    return [unreadable("the firmware", { mount: esp, layer: esp.format })];
  }
  const raid = esp.layers.find((layer) => layer.kind === "raid");
  if (raid !== undefined && !(raid.level === 1 && raid.metadata === "1.0")) return [notMirrored(esp)];
  const bytes = esp.partition === undefined ? undefined : partitionBytes(esp.partition);
  if (loader !== "systemd-boot" || bytes === undefined || bytes >= smallestEsp) return [];
  return [
    warning({
      code: "esp-small",
      message: `the EFI system partition at ${esp.mountPoint} is too small for several generations`,
      value: formatBytes(bytes),
      reason: "systemd-boot keeps the kernel and initrd of every generation there, about 50 MiB each",
      fix: "use 512 MiB or more, or set generations",
    }),
  ];
}

const isEsp = (partition: Mount["partition"]): boolean =>
  partition !== undefined &&
  (partition.purpose === "esp" ||
    ["EF00", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"].includes(partition.type?.toUpperCase() ?? ""));

/** An EFI system partition on an array whose members are such partitions. */
function onMirroredEsp(places: readonly Place[], mounts: readonly Mount[]): Mount | undefined {
  return mounts.find(
    ({ device, partition }) =>
      device?.of === "arrays" &&
      partition === undefined &&
      membersOf(places, "arrays", device.name).some((member) => isEsp(member.partition)),
  );
}

function withoutEsp(mounts: readonly Mount[]): LoaderIssue {
  const boot = mounts.find(({ mountPoint }) => mountPoint === "/boot");
  return error({
    code: "no-esp",
    message: "the layout has no EFI system partition",
    reason: "machines with UEFI boot from it",
    fix:
      boot === undefined
        ? "add a partition: esp: Partition.esp({ size: Size.mebibytes(512) })"
        : `replace ${boot.where} with Partition.esp({ size: Size.mebibytes(512) })`,
  });
}

interface Blocked {
  readonly mount: Mount;
  readonly layer: string;
}

/** The layer that a boot loader cannot read through, if any. */
function bootLayer(mount: Mount | undefined): Blocked | undefined {
  const layer = mount?.layers.find(({ kind }: Layer) => kind === "luks" || kind === "lvm" || kind === "raid");
  return mount === undefined || layer === undefined ? undefined : { mount, layer: layer.kind };
}

const layerNames: Readonly<Record<string, string>> = {
  luks: "an encrypted device",
  lvm: "a logical volume",
  raid: "a software RAID",
  zfs: "a ZFS pool",
  tmpfs: "a tmpfs",
};

function unreadable(reader: string, { mount, layer }: Blocked): LoaderIssue {
  const name = { "systemd-boot": "systemd-boot", grub: "GRUB" }[reader] ?? reader;
  return error({
    code: "boot-unreadable",
    message: `${name} cannot read the file system at ${mount.mountPoint}: it is on ${layerNames[layer] ?? layer}`,
    value: mount.where,
    fix:
      name === "GRUB"
        ? 'add a partition of its own: boot: Partition.of(Size.gibibytes(1), Filesystem.ext4({ mountPoint: "/boot" }))'
        : "add a partition of its own: esp: Partition.esp({ size: Size.mebibytes(512) })",
  });
}

const notMirrored = ({ where, mountPoint }: Mount): LoaderIssue =>
  error({
    code: "boot-unreadable",
    message: `the firmware cannot read the EFI system partition at ${mountPoint}`,
    value: where,
    reason: "the firmware knows no RAID, and reads a member only if it looks like a file system of its own",
    fix: 'use RaidArray.raid1(…, { metadata: "1.0" })',
  });

function grubIssues(mounts: readonly Mount[]): readonly LoaderIssue[] {
  const boot = mountHolding(mounts, "/boot");
  const root = mountHolding(mounts, "/");
  // Without a file system of its own for /boot, GRUB reads kernels in the store.
  const store = boot === root ? mountHolding(mounts, "/nix/store") : undefined;
  const held = [...new Set([boot, store])].flatMap((mount) => mount ?? []);
  return held.flatMap((mount) => {
    const encrypted = mount.layers.some(({ kind }) => kind === "luks");
    if (encrypted) return [unreadable("grub", { mount, layer: "luks" })];
    return readByGrub.includes(mount.format) ? [] : [unreadable("grub", { mount, layer: mount.format })];
  });
}
