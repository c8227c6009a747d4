import { guardCalls, mark, type IssueDetails, type Size } from "../core";
import type { NixValue, Secret } from "../../nix";
import type { Filesystem } from "./filesystem";
import { contentOf, type ContentNode, type GroupKind, type PartitionNode } from "./nodes";
import { diskoContentIssues } from "./disko-content";

/**
 * Properties of {@link DiskContent.luks}.
 * @public
 */
export interface LuksProps {
  /** Name of the decrypted device in `/dev/mapper`. Default: `crypt-` and the name of the partition, volume, or disk. */
  readonly name?: string;
  /**
   * The passphrase that is set during the installation: `Secret.named`, whose file the installer reads from its medium. The
   * machine asks for it at each boot. Default: the installer asks for it.
   */
  readonly passphrase?: Secret;
  /**
   * Passes discards (TRIM) to the disk (`boot.initrd.luks.devices.<name>.allowDiscards`), which keeps SSDs fast, and shows
   * which blocks are unused. Default: false.
   */
  readonly discards?: boolean;
  /** Additional arguments of `cryptsetup luksFormat`. Default: none. */
  readonly formatOptions?: readonly string[];
}

/**
 * Properties of {@link DiskContent.swap}.
 * @public
 */
export interface SwapProps {
  /** Priority, 0 to 32767: the kernel uses the highest first. Default: the kernel's choice. */
  readonly priority?: number;
  /** Encrypts it with a new random key at each boot (`swapDevices.*.randomEncryption`). Default: false. */
  readonly randomEncryption?: boolean;
  /** Discards unused blocks (TRIM). Default: false. */
  readonly discards?: boolean;
  /** Hibernates to it (`boot.resumeDevice`). Default: false. */
  readonly hibernation?: boolean;
}

/**
 * Content of a disk, partition, logical volume, or array, besides a {@link Filesystem}.
 * @public
 */
export class DiskContent {
  static {
    guardCalls(this, "DiskContent", { answer: (issues) => new DiskContent({ kind: "disko", options: {} }, issues) });
  }

  /**
   * A GUID partition table, for machines with UEFI, and for BIOS with a BIOS boot partition.
   * @param partitions partitions by name, in their order on the disk; the one with the rest is last
   */
  static gpt(partitions: Readonly<Record<string, Partition>>): DiskContent {
    return DiskContent.table("gpt", partitions);
  }

  /**
   * An MBR partition table, for old machines: at most four partitions, on the first 2 TiB. Disko calls it a legacy table, and
   * prints a warning whenever the configuration is evaluated.
   * @param partitions partitions by name, in their order on the disk; the one with the rest is last
   */
  static mbr(partitions: Readonly<Record<string, Partition>>): DiskContent {
    return DiskContent.table("mbr", partitions);
  }

  /** An encrypted device (LUKS2), which stage 1 unlocks. */
  static luks(content: DiskContent | Filesystem, props: LuksProps = {}): DiskContent {
    const { name, passphrase, discards = false, formatOptions } = props;
    const node: ContentNode = {
      kind: "luks",
      name,
      passphrase,
      discards,
      formatOptions,
      content: contentOf(content),
    };
    return new DiskContent(node, content.issues);
  }

  /** Swap space. */
  static swap(props: SwapProps = {}): DiskContent {
    const { priority, randomEncryption = false, discards = false, hibernation = false } = props;
    const node: ContentNode = { kind: "swap", priority, randomEncryption, discards, hibernation };
    return new DiskContent(node, swapIssues(props));
  }

  /**
   * A physical volume of LVM.
   * @param volumeGroup a name in `volumeGroups` of the layout
   */
  static lvmMember(volumeGroup: string): DiskContent {
    return DiskContent.member("volumeGroups", volumeGroup);
  }

  /**
   * A member of a software RAID.
   * @param array a name in `arrays` of the layout
   */
  static raidMember(array: string): DiskContent {
    return DiskContent.member("arrays", array);
  }

  /**
   * A device of a ZFS pool.
   * @param pool a name in `zfsPools` of the layout
   */
  static zfsMember(pool: string): DiskContent {
    return DiskContent.member("zfsPools", pool);
  }

  /**
   * Any other content that disko has, such as a bcachefs member. Checks of the layout do not look inside.
   * @param options disko's options, with the `type`: `{ type: "filesystem", format: "ntfs", mountpoint: "/data" }`
   */
  static disko(options: Readonly<Record<string, NixValue>>): DiskContent {
    return new DiskContent({ kind: "disko", options }, diskoContentIssues(options));
  }

  private static table(format: "gpt" | "mbr", given: Readonly<Record<string, Partition>>): DiskContent {
    const partitions = Object.fromEntries(
      Object.entries(given).map(([name, each]) => [name, each.node as PartitionNode]),
    );
    return new DiskContent(
      { kind: "table", format, partitions },
      Object.values(given).flatMap(({ issues }) => issues),
    );
  }

  private static member(of: GroupKind, group: string): DiskContent {
    return new DiskContent({ kind: "member", of, group });
  }

  private constructor(
    /** The content as data. For internal use. */
    readonly node: unknown,
    /** The problems with it, if any; reported by the construct that uses it. */
    readonly issues: readonly IssueDetails[] = [],
  ) {}
}
mark(DiskContent.prototype, "DiskContent");

/**
 * Properties of {@link Partition.esp}.
 * @public
 */
export interface EspProps {
  /** Size. With systemd-boot, it holds the kernels of all generations: 512 MiB or more. */
  readonly size: Size;
  /** Where it is mounted (`boot.loader.efi.efiSysMountPoint`). Default: `/boot`. */
  readonly mountPoint?: string;
  /** Mount options. Default: `umask=0077`, so that only root can read the boot loader's random seed. */
  readonly mountOptions?: readonly string[];
}

/**
 * Properties of {@link Partition.swap}.
 * @public
 */
export interface SwapPartitionProps extends SwapProps {
  /** Size. For hibernation, at least as large as the memory. */
  readonly size: Size;
}

/**
 * A partition of {@link DiskContent.gpt} or {@link DiskContent.mbr}.
 * @public
 */
export class Partition {
  static {
    guardCalls(this, "Partition", { answer: (issues) => new Partition(partition("data", "rest", undefined), issues) });
  }

  /** An EFI system partition, which machines with UEFI boot from: a FAT file system. */
  static esp(props: EspProps): Partition {
    const { size, mountPoint = "/boot", mountOptions = ["umask=0077"] } = props;
    const content: ContentNode = {
      kind: "filesystem",
      format: "vfat",
      mountPoint,
      mountOptions,
      formatOptions: undefined,
      label: undefined,
      neededForBoot: false,
      subvolumes: [],
    };
    return new Partition(partition("esp", size, content));
  }

  /** A BIOS boot partition of 1 MiB: GRUB needs it to boot with BIOS from a GPT disk. */
  static biosBoot(): Partition {
    return new Partition(partition("bios", "rest", undefined));
  }

  /**
   * A swap partition.
   */
  static swap(props: SwapPartitionProps): Partition {
    const { size, ...rest } = props;
    const content = DiskContent.swap(rest);
    return new Partition(partition("data", size, contentOf(content)), content.issues);
  }

  /**
   * A partition of a size.
   * @param options `type`: a partition type code of sgdisk, such as `8300`, or a GUID. Default: that of the content
   */
  static of(size: Size, content: DiskContent | Filesystem, options: { readonly type?: string } = {}): Partition {
    return new Partition(partition("data", size, contentOf(content), options.type), [
      ...content.issues,
      ...typeIssues(options.type),
    ]);
  }

  /**
   * A partition with all space that the others leave.
   * @param options `type`: a partition type code of sgdisk, such as `8300`, or a GUID. Default: that of the content
   */
  static rest(content: DiskContent | Filesystem, options: { readonly type?: string } = {}): Partition {
    return new Partition(partition("data", "rest", contentOf(content), options.type), [
      ...content.issues,
      ...typeIssues(options.type),
    ]);
  }

  private constructor(
    /** The partition as data. For internal use. */
    readonly node: unknown,
    /** The problems with it, if any; reported by the construct that uses it. */
    readonly issues: readonly IssueDetails[] = [],
  ) {}
}
mark(Partition.prototype, "Partition");

function partition(
  purpose: PartitionNode["purpose"],
  size: PartitionNode["size"],
  content: ContentNode | undefined,
  type?: string,
): PartitionNode {
  return { purpose, size, content, type };
}

function typeIssues(type: string | undefined): readonly IssueDetails[] {
  if (type === undefined || /^(?:[\dA-F]{4}|[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12})$/i.test(type)) return [];
  return [
    {
      code: "partition-type",
      message: `${JSON.stringify(type)} is not a partition type`,
      value: JSON.stringify(type),
      fix: "use a code that `sgdisk -L` lists, such as 8300, or a GUID",
    },
  ];
}

function swapIssues({ priority, randomEncryption, hibernation }: SwapProps): readonly IssueDetails[] {
  const issues: IssueDetails[] = [];
  if (priority !== undefined && !(Number.isInteger(priority) && priority >= 0 && priority <= 32767)) {
    issues.push({
      code: "swap-priority",
      message: "the priority of swap space must be a whole number from 0 to 32767",
      value: String(priority),
      fix: "use a number in this range, or omit it",
    });
  }
  if (randomEncryption === true && hibernation === true) {
    issues.push({
      code: "hibernation-encrypted",
      message: "the machine cannot resume from swap space with random encryption",
      reason: "its key is lost when the machine is off",
      fix: "remove randomEncryption, and put the swap space into DiskContent.luks to encrypt it",
    });
  }
  return issues;
}
