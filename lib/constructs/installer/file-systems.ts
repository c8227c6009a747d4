// cspell:disable -- names of file systems, not words
import { nearestName } from "../../options";
import type { IssueDetails } from "../core";

/** Names that modules of NixOS act on. Source: nixos/modules/tasks/filesystems of 24.05 and of unstable (July 2026). */
const supported = [
  ...["apfs", "bcachefs", "btrfs", "cifs", "ecryptfs", "envfs", "erofs", "exfat", "ext2", "ext3", "ext4", "f2fs"],
  ...["fuse.bindfs", "fuse.sshfs", "glusterfs", "jfs", "nfs", "nfs4", "ntfs", "ntfs-3g", "overlay", "reiserfs"],
  ...["squashfs", "sshfs", "unionfs-fuse", "vboxsf", "vfat", "xfs", "zfs"],
];

/** Further names of the kernel, which needs nothing else to mount them. Source: fs/ of Linux 6.6. */
const ofKernel = [
  ...["9p", "affs", "afs", "auto", "autofs", "befs", "bfs", "ceph", "coda", "cramfs", "devtmpfs", "ecryptfs", "efs"],
  ...["fuse", "fuseblk", "gfs2", "hfs", "hfsplus", "hpfs", "iso9660", "jffs2", "minix", "msdos", "nilfs2", "ntfs3"],
  ...["ocfs2", "omfs", "orangefs", "overlayfs", "qnx4", "qnx6", "ramfs", "romfs", "smb3", "sysv", "tmpfs", "ubifs"],
  ...["udf", "ufs", "umsdos", "virtiofs", "vxfs", "zonefs"],
];

type Filesystems = readonly string[] | { readonly only: readonly string[] } | { readonly without: readonly string[] };

/** The warnings about names of file systems with which NixOS does nothing. */
export function filesystemIssues(filesystems: Filesystems | undefined): readonly IssueDetails[] {
  if (filesystems === undefined) return [];
  const removes = "without" in filesystems;
  const names = removes ? filesystems.without : "only" in filesystems ? filesystems.only : filesystems;
  // To remove a name that the installer profile does not set changes nothing, whether the kernel knows it or not.
  const known = new Set(removes ? supported : [...supported, ...ofKernel]);
  return names.filter((name) => !known.has(name) && !name.startsWith("fuse.")).map(unknownFilesystem);
}

function unknownFilesystem(name: string): IssueDetails {
  const near =
    name === "fat" || name === "fat32"
      ? "vfat"
      : nearestName(
          name,
          [...supported, ...ofKernel].filter((each) => each !== name),
        );
  return {
    code: "unknown-file-system",
    message: `NixOS has no support for a file system named ${JSON.stringify(name)}`,
    value: JSON.stringify(name),
    reason: "no module of NixOS reads this name, so the setting has no effect",
    fix: near === undefined ? "use the name of a file system as in mount(8), such as ext4" : `did you mean ${near}?`,
  };
}
