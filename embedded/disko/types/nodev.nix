# disko.devices.nodev.<path>: a file system without a device, such as tmpfs.
{ lib, option, fixed, make, mountOptions, mountAt, rootMountPoint, ... }:
make {
  options = name: config: {
    type = fixed "nodev";
    fsType = lib.mkOption { type = lib.types.str; };
    device = option lib.types.str (
      if lib.elem config.fsType [ "proc" "sysfs" "tmpfs" "ramfs" "devtmpfs" "devpts" ] then config.fsType else "none"
    );
    mountpoint = option (lib.types.nullOr lib.types.str) name;
    inherit mountOptions;
  };
  disko =
    config:
    lib.optionalAttrs (config.mountpoint != null) (
      mountAt {
        device = if lib.elem "bind" config.mountOptions then "${rootMountPoint}${config.device}" else config.device;
        target = config.mountpoint;
        type = config.fsType;
        options = config.mountOptions;
      }
      // {
        config = [ { fileSystems.${config.mountpoint} = { inherit (config) device fsType; options = config.mountOptions; }; } ];
      }
    );
}
