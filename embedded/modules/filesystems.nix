# boot.supportedFilesystems: adds both the tools and the kernel modules of a file system.
{ config, lib, pkgs, options, ... }:
let
  # modules: paths in kernel/fs; tools: packages. Without `modules`, the kernel has it built in.
  known = {
    auto = { };
    btrfs = { modules = [ "btrfs" ]; tools = [ pkgs.btrfs-progs ]; };
    cifs = { modules = [ "cifs" "smbfs_common" "smb" ]; tools = [ pkgs.cifs-utils ]; };
    exfat = { modules = [ "exfat" ]; tools = [ pkgs.exfatprogs ]; };
    ext2 = { tools = [ pkgs.e2fsprogs ]; };
    ext3 = { tools = [ pkgs.e2fsprogs ]; };
    ext4 = { tools = [ pkgs.e2fsprogs ]; };
    f2fs = { modules = [ "f2fs" ]; tools = [ pkgs.f2fs-tools ]; };
    jfs = { modules = [ "jfs" ]; tools = [ pkgs.jfsutils ]; };
    nfs = { modules = [ "nfs" "nfs_common" ]; tools = [ pkgs.nfs-utils ]; };
    ntfs = { modules = [ "ntfs3" "ntfs" ]; tools = [ pkgs.ntfs3g ]; };
    overlay = { };
    reiserfs = { modules = [ "reiserfs" ]; tools = [ pkgs.reiserfsprogs ]; };
    squashfs = { };
    tmpfs = { };
    vfat = { tools = [ pkgs.dosfstools pkgs.mtools ]; };
    xfs = { modules = [ "xfs" ]; tools = [ pkgs.xfsprogs ]; };
  };
  refused = {
    zfs = "Debian's main archive has no ZFS; build with `--nixpkgs github:NixOS/nixpkgs/nixos-${lib.baseRelease}' for it";
    bcachefs = "Debian's kernel ${config.boot.kernelPackages.kernel.version} has no bcachefs";
    apfs = "Debian's main archive has no APFS driver";
  };
  wanted = lib.attrNames (lib.filterAttrs (_: on: on) config.boot.supportedFilesystems);
  unwanted = lib.filter (n: !(lib.elem n wanted)) (lib.attrNames known);
  rule = name: map (m: "kernel/fs/${m}") (known.${name}.modules or [ ]);
  # The installer profile enables ZFS as in NixOS; it is rejected only if another module enables it.
  profile = toString ./profiles/base.nix;
  asked =
    def:
    if lib.isList def.value then def.value else lib.attrNames (lib.filterAttrs (_: v: v == true || v.content or false == true) def.value);
  byOthers = lib.concatMap asked (lib.filter (def: def.file != profile) options.boot.supportedFilesystems.definitionsWithLocations);
  aliases = { ntfs-3g = "ntfs"; ntfs3 = "ntfs"; nfs4 = "nfs"; };
  named = n: aliases.${n} or n;
in
{
  options = {
    boot.supportedFilesystems = lib.mkOption {
      type = lib.types.coercedTo (lib.types.listOf lib.types.str) (l: lib.genAttrs l (_: true)) (lib.types.attrsOf lib.types.bool);
      default = { };
      example = { btrfs = true; zfs = false; };
      description = "File systems that the image can mount and create.";
    };
    offlineBase.kernelModuleRules = lib.mkOption {
      type = lib.types.lines;
      internal = true;
      description = "Directories of kernel modules, relative to the modules' directory, to exclude from the image.";
    };
  };
  config = {
    assertions = map (n: {
      assertion = known ? ${named n} || !(lib.elem n byOthers);
      message = "boot.supportedFilesystems: ${
        refused.${n} or "the offline base does not support the file system `${n}'; supported: ${lib.concatStringsSep " " (lib.attrNames known)}"
      }";
    }) wanted;
    boot.supportedFilesystems = { auto = true; overlay = true; squashfs = true; tmpfs = true; vfat = true; };
    environment.systemPackages = lib.concatMap (n: known.${named n}.tools or [ ]) wanted;
    offlineBase.kernelModuleRules =
      lib.concatMapStrings (m: m + "\n") (
        lib.subtractLists (lib.concatMap (n: rule (named n)) wanted) (lib.concatMap rule (lib.subtractLists (map named wanted) unwanted))
        # Devices that no installer needs, which are the largest part of the kernel package.
        ++ map (d: "kernel/drivers/${d}") [ "media" "staging" "iio" "infiniband" "isdn" "comedi" "gpu/drm/amd" "gpu/drm/nouveau" "gpu/drm/radeon" "gpu/drm/i915" ]
        ++ [ "kernel/sound" ]
      );
  };
}
