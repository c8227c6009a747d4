{ lib, ... }:
{
  boot = {
    # mkForce: a plain value would only add to those of the installer profile
    supportedFilesystems = lib.mkForce {
      btrfs = true;
      ext4 = true;
      vfat = true;
    };
    # mkForce: the installer profile turns this on at the normal priority
    swraid.enable = lib.mkForce false;
  };
}
