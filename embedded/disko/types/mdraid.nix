# A member of a software RAID.
{ lib, pkgs, option, fixed, make, ... }:
{ parent, device }:
make {
  options = _: _: {
    type = fixed "mdraid";
    device = option lib.types.str device;
    name = lib.mkOption { type = lib.types.str; };
  };
  disko = config: {
    create = ''
      echo "${config.device}" >>"$disko_devices_dir"/raid_${lib.escapeShellArg config.name}
    '';
    partOf = [ "mdadm.${config.name}" ];
    packages = [ pkgs.mdadm ];
  };
}
