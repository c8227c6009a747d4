{ lib, ... }:
{
  boot = {
    kernelParams = [ "copytoram" ];
    # mkForce: a plain value would only add to those of the installer profile
    supportedFilesystems = lib.mkForce {
      btrfs = true;
      ext4 = true;
      vfat = true;
      f2fs = true;
      xfs = true;
      ntfs = true;
      cifs = true;
    };
    # mkForce: the installer profile turns this on at the normal priority
    swraid.enable = lib.mkForce false;
  };
}
