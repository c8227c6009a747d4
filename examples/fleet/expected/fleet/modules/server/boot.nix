{ lib, ... }:
{
  boot = {
    # mkForce: a plain value would only add to those of the installer profile
    supportedFilesystems = lib.mkForce {
      ext4 = true;
      xfs = true;
      vfat = true;
    };
    swraid.enable = true;
  };
}
