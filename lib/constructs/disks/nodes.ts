import type { IssueDetails, Size } from "../core";
import type { NixValue, Secret } from "../../nix";

/** The content of a disk, partition, logical volume, array, or encrypted device, as data. */
export type ContentNode =
  | TableNode
  | FilesystemNode
  | LuksNode
  | SwapNode
  | MemberNode
  | { readonly kind: "disko"; readonly options: Readonly<Record<string, NixValue>> };

/** A partition table. */
export interface TableNode {
  readonly kind: "table";
  readonly format: "gpt" | "mbr";
  readonly partitions: Readonly<Record<string, PartitionNode>>;
}

/** A partition. */
export interface PartitionNode {
  readonly purpose: "esp" | "bios" | "data";
  /** `rest` is all space that the other partitions leave. */
  readonly size: Size | "rest";
  readonly content: ContentNode | undefined;
  /** GPT partition type: a code of sgdisk, or a GUID. */
  readonly type: string | undefined;
}

/** A file system. */
export interface FilesystemNode {
  readonly kind: "filesystem";
  readonly format: "ext4" | "xfs" | "vfat" | "btrfs" | "f2fs";
  readonly mountPoint: string | undefined;
  readonly mountOptions: readonly string[] | undefined;
  readonly formatOptions: readonly string[] | undefined;
  readonly label: string | undefined;
  readonly neededForBoot: boolean;
  readonly subvolumes: readonly SubvolumeNode[];
}

/** A btrfs subvolume. */
export interface SubvolumeNode {
  readonly name: string;
  readonly mountPoint: string;
  readonly mountOptions: readonly string[];
  readonly neededForBoot: boolean;
}

/** A LUKS device. */
export interface LuksNode {
  readonly kind: "luks";
  readonly name: string | undefined;
  readonly passphrase: Secret | undefined;
  readonly discards: boolean;
  readonly formatOptions: readonly string[] | undefined;
  readonly content: ContentNode;
}

/** Swap space. */
export interface SwapNode {
  readonly kind: "swap";
  readonly priority: number | undefined;
  readonly randomEncryption: boolean;
  readonly discards: boolean;
  readonly hibernation: boolean;
}

/** Kinds of groups that devices can be members of, by the property of the layout that defines them. */
export type GroupKind = "volumeGroups" | "arrays" | "zfsPools";

/** A member of a volume group, array, or pool. */
export interface MemberNode {
  readonly kind: "member";
  readonly of: GroupKind;
  readonly group: string;
}

/** An LVM logical volume. */
export interface LogicalVolumeNode {
  /** `rest` is all space that the other volumes leave; a number is a percentage of the volume group. */
  readonly size: Size | number | "rest";
  readonly content: ContentNode;
}

/** A software RAID. */
export interface ArrayNode {
  readonly level: 0 | 1 | 10;
  readonly metadata: "1.0" | "1.1" | "1.2" | undefined;
  readonly content: ContentNode;
}

/** A value object of a layout: its data, and the mistakes in the arguments that it was created with. */
export interface LayoutValue {
  readonly node: unknown;
  readonly issues: readonly IssueDetails[];
}

/** The data of a content object. */
export const contentOf = (value: LayoutValue): ContentNode => value.node as ContentNode;
