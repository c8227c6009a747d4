{ lib, ... }:
{
  boot.zfs = {
    forceImportRoot = false;
    devNodes = "/dev/disk/by-id";
  };

  services = {
    zfs.autoScrub.enable = false;
    smartd.enable = lib.mkForce false;
  };
}
