import { guardCalls, mark, type IssueDetails } from "../core";
import type { FilesystemNode, SubvolumeNode } from "./nodes";

/**
 * Properties of a {@link Filesystem}.
 * @public
 */
export interface FilesystemProps {
  /** Where it is mounted, such as `/`. Default: nowhere. */
  readonly mountPoint?: string;
  /** Mount options, such as `noatime`. Default: none. */
  readonly mountOptions?: readonly string[];
  /** Label, with which other systems find it. Default: none. */
  readonly label?: string;
  /** Additional arguments of the program that creates it, such as `mkfs.ext4`. Default: none. */
  readonly formatOptions?: readonly string[];
  /**
   * Whether stage 1 mounts it, before the services of the system start (`fileSystems.<name>.neededForBoot`). NixOS always
   * does so for `/`, `/nix`, `/etc`, `/var`, `/var/lib`, `/var/log`, and `/usr`. Default: false.
   */
  readonly neededForBoot?: boolean;
}

/**
 * A subvolume of {@link Filesystem.btrfs}.
 * @public
 */
export interface BtrfsSubvolume {
  /** Name of the subvolume. Default: the mount point, and `/root` for `/`. */
  readonly name?: string;
  /**
   * Compression, as in btrfs(5): `zstd`, `zstd:3`, `lzo`, or `zlib`. Must be the same for every subvolume, because the kernel
   * takes it from the one that is mounted first. Default: none.
   */
  readonly compress?: string;
  /** Mount options, such as `noatime`. Default: none. */
  readonly mountOptions?: readonly string[];
  /** Whether stage 1 mounts it (`fileSystems.<name>.neededForBoot`). Default: false. */
  readonly neededForBoot?: boolean;
}

/**
 * Properties of {@link Filesystem.btrfs}.
 * @public
 */
export interface BtrfsProps extends FilesystemProps {
  /** Subvolumes by mount point: `{ "/": {}, "/home": {}, "/nix": { mountOptions: ["noatime"] } }`. Default: none. */
  readonly subvolumes?: Readonly<Record<string, BtrfsSubvolume>>;
}

type Format = FilesystemNode["format"];

/** Longest label in bytes. Sources: mke2fs(8), mkfs.xfs(8), mkfs.fat(8), mkfs.btrfs(8), mkfs.f2fs(8). */
const longestLabel: Readonly<Record<Format, number>> = { ext4: 16, xfs: 12, vfat: 11, btrfs: 255, f2fs: 512 };

/**
 * A file system.
 * @public
 */
export class Filesystem {
  static {
    guardCalls(this, "Filesystem", { answer: (issues) => new Filesystem(nodeOf("ext4", {}), issues) });
  }

  /** ext4: the most common choice, and a good one without special requirements. */
  static ext4(props: FilesystemProps = {}): Filesystem {
    return Filesystem.of("ext4", props);
  }

  /** XFS: for large files; it can grow, but not shrink. */
  static xfs(props: FilesystemProps = {}): Filesystem {
    return Filesystem.of("xfs", props);
  }

  /** FAT: for partitions that the firmware or other systems read. */
  static vfat(props: FilesystemProps = {}): Filesystem {
    return Filesystem.of("vfat", props);
  }

  /** Btrfs: with subvolumes, snapshots, and compression. */
  static btrfs(props: BtrfsProps = {}): Filesystem {
    return Filesystem.of("btrfs", props);
  }

  /** F2FS: for flash memory without a controller of its own, such as SD cards. */
  static f2fs(props: FilesystemProps = {}): Filesystem {
    return Filesystem.of("f2fs", props);
  }

  private static of(format: Format, props: BtrfsProps): Filesystem {
    return new Filesystem(nodeOf(format, props), [...labelIssues(format, props.label)]);
  }

  private constructor(
    /** The file system as data. For internal use. */
    readonly node: unknown,
    /** The problems with it, if any; reported by the construct that uses it. */
    readonly issues: readonly IssueDetails[],
  ) {}
}
mark(Filesystem.prototype, "Filesystem");

function nodeOf(format: Format, props: BtrfsProps): FilesystemNode {
  return {
    kind: "filesystem",
    format,
    mountPoint: props.mountPoint,
    mountOptions: props.mountOptions,
    formatOptions: props.formatOptions,
    label: props.label,
    neededForBoot: props.neededForBoot ?? false,
    subvolumes: Object.entries(props.subvolumes ?? {}).map(
      ([mountPoint, { name, compress, mountOptions = [], neededForBoot = false }]): SubvolumeNode => ({
        name: name ?? (mountPoint === "/" ? "/root" : mountPoint),
        mountPoint,
        mountOptions: [...(compress === undefined ? [] : [`compress=${compress}`]), ...mountOptions],
        neededForBoot,
      }),
    ),
  };
}

function labelIssues(format: Format, label: string | undefined): readonly IssueDetails[] {
  const limit = longestLabel[format];
  if (label === undefined) return [];
  const bytes = new TextEncoder().encode(label).length;
  if (label !== "" && bytes <= limit && !/[\p{Cc}/]/u.test(label)) return [];
  return [
    {
      code: "filesystem-label",
      message:
        bytes > limit
          ? `the label of a ${format} file system can have ${String(limit)} bytes, but this one has ${String(bytes)}`
          : `${JSON.stringify(label)} cannot be the label of a file system`,
      value: JSON.stringify(label),
      fix: bytes > limit ? "use a shorter label" : "use a label of letters and digits",
    },
  ];
}
