# A file system other than btrfs with subvolumes.
{ lib, pkgs, option, fixed, make, pathOption, words, mountOptions, mountAt, ... }:
{ parent, device }:
let
  tools = {
    btrfs = pkgs.btrfs-progs;
    exfat = pkgs.exfatprogs;
    ext2 = pkgs.e2fsprogs;
    ext3 = pkgs.e2fsprogs;
    ext4 = pkgs.e2fsprogs;
    f2fs = pkgs.f2fs-tools;
    vfat = pkgs.dosfstools;
    xfs = pkgs.xfsprogs;
  };
in
make {
  options = _: _: {
    type = fixed "filesystem";
    device = option lib.types.str device;
    extraArgs = words;
    inherit mountOptions;
    mountpoint = pathOption;
    format = lib.mkOption { type = lib.types.str; };
  };
  disko =
    config:
    {
      create = ''
        if ! (blkid "${config.device}" | grep -q 'TYPE='); then
          mkfs.${config.format} ${lib.escapeShellArgs config.extraArgs} "${config.device}"
        fi
      '';
      packages = lib.optional (tools ? ${config.format}) tools.${config.format};
      assertions = [
        {
          assertion = tools ? ${config.format};
          message = "disko: the offline base does not create file systems of the type `${config.format}'; supported: ${toString (lib.attrNames tools)}";
        }
      ];
    }
    // lib.optionalAttrs (config.mountpoint != null) (
      mountAt { inherit (config) device; target = config.mountpoint; type = config.format; options = config.mountOptions; }
      // {
        config = [ { fileSystems.${config.mountpoint} = { inherit (config) device; fsType = config.format; options = config.mountOptions; }; } ];
      }
    );
}
