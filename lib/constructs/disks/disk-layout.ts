import type { Construct, IConstruct } from "constructs";
import { inputs, nix, type NixReference, type NixValue } from "../../nix";
import {
  Annotations,
  checkProps,
  declaredProps,
  Flake,
  hasMark,
  mark,
  nearestWithMark,
  NixosModule,
  type IssueDetails,
  type ModuleContext,
  type NixosConfig,
  type Size,
} from "../core";
import type { DiskContent } from "./disk-content";
import { diskData, diskDevice, udevRules, type SelectedDisk } from "./disk-device";
import { choiceOf, type DiskSelector } from "./disk-selector";
import { diskoDevices } from "./disko-config";
import { diskWarnings } from "./checks/disks";
import { mountOptionWarnings } from "./checks/mount-options";
import { mountWarnings } from "./checks/mounts";
import type { Filesystem } from "./filesystem";
import { layoutIssues } from "./layout-issues";
import type { Layout, SwapFileProps, TmpfsProps } from "./layout";
import { volumeOf, type LogicalVolume } from "./logical-volume";
import { bootPartition } from "./mbr";
import { contentOf, type ContentNode, type LayoutValue } from "./nodes";
import { mountsIn, placesIn } from "./places";
import { arrayOf, type RaidArray } from "./raid-array";
import { poolOf, type ZfsPool } from "./zfs-pool";

/**
 * A disk of a {@link DiskLayout}.
 * @public
 */
export interface DiskProps {
  /** The disk of the machine. */
  readonly device: DiskSelector;
  /** Content of the disk: usually `DiskContent.gpt({ … })`. */
  readonly content: DiskContent | Filesystem;
  /** Size of the disk, if known, to check that its partitions fit. Default: unknown. */
  readonly size?: Size;
}

/**
 * Properties of a {@link DiskLayout}.
 * @public
 */
export interface DiskLayoutProps {
  /** The disks by name (`disko.devices.disk`). The names become parts of partition labels, such as `disk-main-root`. */
  readonly disks: Readonly<Record<string, DiskProps>>;
  /** LVM volume groups by name, with their volumes (`disko.devices.lvm_vg`). Default: none. */
  readonly volumeGroups?: Readonly<Record<string, Readonly<Record<string, LogicalVolume>>>>;
  /** Software RAIDs by name (`disko.devices.mdadm`). Default: none. */
  readonly arrays?: Readonly<Record<string, RaidArray>>;
  /** ZFS pools by name (`disko.devices.zpool`). Default: none. */
  readonly zfsPools?: Readonly<Record<string, ZfsPool>>;
  /** File systems in memory by mount point (`disko.devices.nodev`). Default: none. */
  readonly tmpfs?: Readonly<Record<string, TmpfsProps>>;
  /** Swap files by path (`swapDevices`). Default: none. */
  readonly swapFiles?: Readonly<Record<string, SwapFileProps>>;
  /** Memory of the machine, to check that swap space for hibernation is large enough. Default: unknown. */
  readonly memory?: Size;
}

const diskoModule = ((inputs.disko as NixReference).nixosModules as NixReference).disko as NixValue;

/** Release of disko that is tested with all releases of NixOS. */
const diskoReference = "github:nix-community/disko/v1.13.0";

/**
 * Kernel modules with which stage 1 finds the disks of PCs, servers, and virtual machines.
 * Source: nixos/modules/profiles/all-hardware.nix and qemu-guest.nix of NixOS 24.05.
 */
const diskDrivers = {
  every: [
    "ahci",
    "nvme",
    "sd_mod",
    "sdhci_pci",
    "uas",
    "usb_storage",
    "virtio_blk",
    "virtio_pci",
    "virtio_scsi",
    "xhci_pci",
  ],
  x86: ["ata_piix", "hv_storvsc", "mptspi"],
};

/**
 * The disks of a machine: partitions, file systems, encryption, RAID, and LVM, as a configuration of disko. NixOS's file systems
 * and swap devices follow from it. Adds the flake input `disko`, unless the flake has one of this name.
 *
 * A layout describes a machine to install, so its host has no `IsoImage`, and needs a {@link BootLoader}.
 *
 * @example
 * new DiskLayout(host, "disks", {
 *   disks: {
 *     main: {
 *       device: DiskSelector.only(),
 *       content: DiskContent.gpt({
 *         esp: Partition.esp({ size: Size.mebibytes(512) }),
 *         root: Partition.rest(Filesystem.ext4({ mountPoint: "/" })),
 *       }),
 *     },
 *   },
 * });
 * @public
 */
export class DiskLayout extends NixosModule {
  /** Whether a value is a disk layout. */
  static isDiskLayout(value: unknown): value is DiskLayout {
    return hasMark(value, "DiskLayout");
  }

  /** The layout as data. For internal use. */
  readonly layout: unknown;

  constructor(scope: Construct, id: string, props: DiskLayoutProps) {
    const checked = checkProps(declaredProps.DiskLayout, props, { exact: new.target === DiskLayout });
    props = checked.props;
    const layout = layoutOf(props);
    super(scope, id, {
      imports: [diskoModule],
      config: (context) => configOf(layout, ownerOf(this), context),
    });
    checked.report(this);
    this.layout = layout;
    Flake.of(this).addDefaultInput("disko", { url: diskoReference, follows: { nixpkgs: "nixpkgs" } });
    const annotations = Annotations.of(this);
    const wrong = valuesIn(props).flatMap(({ issues }) => issues);
    for (const issue of [...wrong, ...sizeIssues(layout, props)]) annotations.addError(issue);
    // A value with wrong arguments is a placeholder, which would cause misleading errors.
    if (checked.isValid && wrong.length === 0) for (const issue of layoutIssues(layout)) annotations.addError(issue);
    const places = placesIn(layout);
    const warnings = [...diskWarnings(layout), ...mountWarnings(places), ...mountOptionWarnings(layout, places)];
    for (const issue of warnings) annotations.addWarning(issue);
  }
}
mark(DiskLayout.prototype, "DiskLayout");

/** The data of a layout construct. */
export const layoutIn = (construct: DiskLayout): Layout => construct.layout as Layout;

function layoutOf(props: DiskLayoutProps): Layout {
  const mapped = <From, To>(
    values: Readonly<Record<string, From>> | undefined,
    convert: (value: From) => To,
  ): ReadonlyMap<string, To> => new Map(Object.entries(values ?? {}).map(([name, value]) => [name, convert(value)]));
  const same = <Value>(value: Value): Value => value;
  return {
    disks: mapped(props.disks, ({ device, content, size }) => ({
      choice: choiceOf(device),
      content: contentOf(content),
      size,
    })),
    volumeGroups: mapped(props.volumeGroups, (volumes) => mapped(volumes, volumeOf)),
    arrays: mapped(props.arrays, arrayOf),
    pools: mapped(props.zfsPools, poolOf),
    tmpfs: mapped(props.tmpfs, same),
    swapFiles: mapped(props.swapFiles, same),
    memory: props.memory,
  };
}

/** The value objects of a layout, which have mistakes of their own. */
function valuesIn(props: DiskLayoutProps): readonly Pick<LayoutValue, "issues">[] {
  return [
    ...Object.values(props.disks).flatMap(({ device, content }) => [device, content]),
    ...Object.values(props.volumeGroups ?? {}).flatMap((volumes) => Object.values(volumes)),
    ...Object.values(props.arrays ?? {}),
    ...Object.values(props.zfsPools ?? {}),
  ];
}

/** Mistakes in sizes, wherever they are. */
function sizeIssues(layout: Layout, props: DiskLayoutProps): readonly IssueDetails[] {
  const ofPartitions = placesIn(layout).flatMap(({ node }) =>
    node.kind === "table" ? Object.values(node.partitions).map(({ size }) => size) : [],
  );
  const ofVolumes = [...layout.volumeGroups.values()].flatMap((volumes) =>
    [...volumes.values()].map(({ size }) => size),
  );
  const others = [
    props.memory,
    ...Object.values(props.disks).map(({ size }) => size),
    ...Object.values(props.tmpfs ?? {}).map(({ size }) => size),
    ...Object.values(props.swapFiles ?? {}).map(({ size }) => size),
  ];
  return [...ofPartitions, ...ofVolumes, ...others].flatMap((size) =>
    typeof size === "object" ? (size.issue ?? []) : [],
  );
}

/** Name of the host or class of a construct. */
function ownerOf(construct: IConstruct): string {
  const owner = nearestWithMark(construct, "Host") ?? nearestWithMark(construct, "HostClass") ?? construct;
  return owner.node.id;
}

function configOf(layout: Layout, owner: string, { hosts }: ModuleContext): NixosConfig {
  const disks = [...layout.disks].map(([name, disk]) => ({ name, disk, device: diskDevice(owner, name, disk) }));
  const places = placesIn(layout);
  const mounts = mountsIn(layout, places);
  const esp = mounts.find(({ partition }) => partition?.purpose === "esp");
  const isX86 = hosts.every(({ system }) => system.startsWith("x86_64-"));
  const drivers = [...diskDrivers.every, ...(isX86 ? diskDrivers.x86 : [])].sort();
  const early = mounts.filter(({ neededForBoot }) => neededForBoot);
  return {
    disko: { devices: diskoDevices(layout, new Map(disks.map(({ name, device }) => [name, device]))) as NixValue },
    fileSystems: setIfAny(early.map(({ mountPoint }) => [mountPoint, { neededForBoot: true }])),
    swapDevices: swapDevices(layout),
    boot: {
      initrd: {
        availableKernelModules: nix.comment("drivers of the usual disk controllers", drivers),
        services: {
          lvm: layout.volumeGroups.size === 0 ? undefined : { enable: true },
          // Stage 1 finds GPT partitions by label.
          udev: { rules: udevRules(disks.filter(({ disk }) => !isGpt(disk.content))) },
        },
      },
      zfs:
        layout.pools.size === 0
          ? undefined
          : {
              forceImportRoot: nix.comment(
                "only a pool that was exported, or that this machine used last, is imported",
                false,
              ),
            },
      loader: {
        efi: esp === undefined || esp.mountPoint === "/boot" ? undefined : { efiSysMountPoint: esp.mountPoint },
        grub: { devices: mbrBootDevices(disks) },
      },
      swraid:
        layout.arrays.size === 0
          ? undefined
          : { mdadmConf: nix.comment("mdmon needs an address to report failures to", "MAILADDR root\n") },
    },
    services: { udev: { extraRules: udevRules(disks) } },
    system: {
      build: {
        cdknixDisks: Object.fromEntries(disks.map((disk) => [disk.name, diskData(disk)])),
      },
    },
  };
}

const isGpt = (content: ContentNode): boolean => content.kind === "table" && content.format === "gpt";

/** Disko sets the devices of GRUB only for BIOS boot partitions. */
function mbrBootDevices(disks: readonly SelectedDisk[]): NixValue | undefined {
  const found = disks.filter(
    ({ disk: { content } }) =>
      content.kind === "table" && content.format === "mbr" && bootPartition(content) !== undefined,
  );
  return found.length === 0 ? undefined : found.map(({ device }) => device.path);
}

function swapDevices({ swapFiles }: Layout): NixValue | undefined {
  if (swapFiles.size === 0) return undefined;
  return [...swapFiles].map(([device, { size, priority, randomEncryption }]) => ({
    device,
    size: Math.ceil(size.toBytes() / 1024 ** 2),
    ...(priority === undefined ? {} : { priority }),
    ...(randomEncryption === true ? { randomEncryption: { enable: true } } : {}),
  }));
}

const setIfAny = (entries: readonly (readonly [string, NixValue])[]): NixValue | undefined =>
  entries.length === 0 ? undefined : Object.fromEntries(entries);
