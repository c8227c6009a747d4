import type { IssueDetails } from "../../core";
import type { Layout } from "../layout";
import { mayMountMore, mountHolding, type Mount, type Place } from "../places";

/** Mistakes in mount points: none for `/`, the same twice, and a store that is lost when the machine is off. */
export function mountIssues(
  layout: Layout,
  places: readonly Place[],
  mounts: readonly Mount[],
): readonly IssueDetails[] {
  return [
    ...mounts.filter(({ mountPoint }) => !isMountPoint(mountPoint)).map(notAMountPoint),
    ...twice(mounts),
    ...(mounts.some(({ mountPoint }) => mountPoint === "/") || mayMountMore(places) ? [] : [noRoot(places)]),
    ...storeIssues(mounts),
    ...swapFileIssues(layout, mounts),
    ...sharedSubvolumes(places),
  ];
}

const isMountPoint = (text: string): boolean => /^\/$|^(?:\/(?!\.{1,2}(?:\/|$))[^\s/"\\$]+)+$/.test(text);

function notAMountPoint({ mountPoint, where }: Mount): IssueDetails {
  return {
    code: "mount-point",
    message: `${where}: ${JSON.stringify(mountPoint)} is not a mount point`,
    value: JSON.stringify(mountPoint),
    fix: 'use an absolute path without a slash at the end, such as "/home"',
  };
}

function twice(mounts: readonly Mount[]): readonly IssueDetails[] {
  return mounts.flatMap(({ mountPoint, where }, index) => {
    const first = mounts.findIndex((each) => each.mountPoint === mountPoint);
    if (first === index) return [];
    return [
      {
        code: "mount-point-twice",
        message: mountPoint === "/" ? "the layout has two root file systems" : `${mountPoint} is mounted twice`,
        value: `${String(mounts[first]?.where)}; ${where}`,
        reason: "the second file system would hide the first",
        fix: "change one of the mount points, or remove it",
      },
    ];
  });
}

function noRoot(places: readonly Place[]): IssueDetails {
  const candidates = places.filter(({ node }) => node.kind === "filesystem" && node.mountPoint === undefined);
  const [candidate] = candidates;
  return {
    code: "layout-without-root",
    message: "the layout has no root file system",
    reason: "no file system is mounted at /",
    fix:
      candidate === undefined
        ? 'add one: Partition.rest(Filesystem.ext4({ mountPoint: "/" }))'
        : `set mountPoint: "/" on the file system at ${candidate.where}`,
  };
}

function storeIssues(mounts: readonly Mount[]): readonly IssueDetails[] {
  const holder = mountHolding(mounts, "/nix/store");
  if (holder?.format !== "tmpfs") return [];
  return [
    {
      code: "store-in-memory",
      message: "the Nix store is on a tmpfs",
      value: `${holder.mountPoint} (tmpfs)`,
      reason: "everything that is installed would be lost when the machine is off",
      fix: 'mount a file system of a disk at /nix: Filesystem.ext4({ mountPoint: "/nix" })',
    },
  ];
}

function swapFileIssues({ swapFiles }: Layout, mounts: readonly Mount[]): readonly IssueDetails[] {
  return [...swapFiles.keys()].flatMap((file) => {
    if (!isMountPoint(file) || file === "/") return [notASwapFile(file)];
    const holder = mountHolding(mounts, file);
    if (holder?.format !== "tmpfs" && holder?.format !== "zfs" && holder?.format !== "vfat") return [];
    return [
      {
        code: "swap-file",
        message: `the swap file ${file} cannot be on a ${holder.format} file system`,
        value: `${file}, below ${holder.mountPoint}`,
        reason: "the kernel cannot swap to a file there",
        fix: "place it on ext4, XFS, Btrfs, or F2FS, or use Partition.swap",
      },
    ];
  });
}

function notASwapFile(file: string): IssueDetails {
  return {
    code: "swap-file",
    message: `${JSON.stringify(file)} is not the path of a swap file`,
    value: JSON.stringify(file),
    fix: 'use an absolute path, such as "/swapfile"',
  };
}

function sharedSubvolumes(places: readonly Place[]): readonly IssueDetails[] {
  return places.flatMap(({ node, where }) => {
    if (node.kind !== "filesystem") return [];
    const names = node.subvolumes.map(({ name }) => name);
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated === undefined) return [];
    const mountPoints = node.subvolumes.filter(({ name }) => name === repeated).map(({ mountPoint }) => mountPoint);
    return [
      {
        code: "subvolume-twice",
        message: `${where}: two subvolumes have the name ${repeated}`,
        value: mountPoints.join(", "),
        reason: "without a name, a subvolume has that of its mount point, and /root for /",
        fix: 'set a name for one of them, such as { name: "/@" }',
      },
    ];
  });
}

/**
 * Mount options that hold for the whole file system, as the subvolume that is mounted first has them. Source: btrfs(5), "MOUNT
 * OPTIONS": "you can't set per-subvolume nodatacow, nodatasum, or compress using mount options".
 */
const optionsOfFilesystem = /^(?:compress(?:-force)?(?:=.*)?|(?:no)?data(?:cow|sum))$/;

/** The mount options that the kernel ignores. */
export function mountWarnings(places: readonly Place[]): readonly IssueDetails[] {
  return places.flatMap(({ node, where }) => {
    if (node.kind !== "filesystem") return [];
    const options = node.subvolumes.map(({ mountPoint, mountOptions }) => ({
      mountPoint,
      own: mountOptions.filter((option) => optionsOfFilesystem.test(option)).join(","),
    }));
    if (new Set(options.map(({ own }) => own)).size < 2) return [];
    return [
      {
        code: "subvolume-options",
        message: `${where}: subvolumes of one file system cannot have different ${
          options.some(({ own }) => own.includes("data")) ? "mount options" : "compression"
        }`,
        value: options.map(({ mountPoint, own }) => `${mountPoint}: ${own === "" ? "none" : own}`).join("; "),
        reason:
          "the kernel takes these options from the subvolume that is mounted first, and ignores those of the others",
        fix: "set the same for every subvolume",
      },
    ];
  });
}
