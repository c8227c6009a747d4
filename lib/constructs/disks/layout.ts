import type { Size } from "../core";
import type { DiskChoice } from "./disk-selector";
import type { ArrayNode, ContentNode, LogicalVolumeNode } from "./nodes";
import type { PoolNode } from "./zfs-pool";

/** A disk layout as data. */
export interface Layout {
  readonly disks: ReadonlyMap<string, LayoutDisk>;
  readonly volumeGroups: ReadonlyMap<string, ReadonlyMap<string, LogicalVolumeNode>>;
  readonly arrays: ReadonlyMap<string, ArrayNode>;
  readonly pools: ReadonlyMap<string, PoolNode>;
  readonly tmpfs: ReadonlyMap<string, TmpfsProps>;
  readonly swapFiles: ReadonlyMap<string, SwapFileProps>;
  /** Memory of the machine, if known. */
  readonly memory: Size | undefined;
}

/** A disk of a layout. */
export interface LayoutDisk {
  readonly choice: DiskChoice;
  readonly content: ContentNode;
  /** Size of the disk, if known. */
  readonly size: Size | undefined;
}

/**
 * A file system in memory.
 * @public
 */
export interface TmpfsProps {
  /** Maximum size. Default: half of the memory. */
  readonly size?: Size;
  /** Permissions of the top directory, octal, such as `1777`. Default: `755`. */
  readonly mode?: string;
  /** Further mount options. Default: none. */
  readonly mountOptions?: readonly string[];
}

/**
 * A swap file, which the system creates when it boots.
 * @public
 */
export interface SwapFileProps {
  /** Size: whole MiB. */
  readonly size: Size;
  /** Priority, 0 to 32767: the kernel uses the highest first. Default: the kernel's choice. */
  readonly priority?: number;
  /** Encrypts it with a new random key at each boot (`swapDevices.*.randomEncryption`). Default: false. */
  readonly randomEncryption?: boolean;
}
