# A physical volume of LVM.
{ lib, pkgs, option, fixed, make, ... }:
{ parent, device }:
make {
  options = _: _: {
    type = fixed "lvm_pv";
    device = option lib.types.str device;
    vg = lib.mkOption { type = lib.types.str; };
  };
  disko = config: {
    create = ''
      if ! (blkid "${config.device}" | grep -q 'TYPE='); then
        pvcreate "${config.device}"
      fi
      echo "${config.device}" >>"$disko_devices_dir"/lvm_${lib.escapeShellArg config.vg}
    '';
    partOf = [ "lvm_vg.${config.vg}" ];
    packages = [ pkgs.lvm2 ];
  };
}
