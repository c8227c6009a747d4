# The installer's packages and file systems, with the priorities of profiles/base.nix in NixOS of the same release.
{ lib, pkgs, ... }:
let
  since2505 = lib.releaseAtLeast "25.05";
in
{
  environment.systemPackages = [
    pkgs.vim
    pkgs.testdisk
    pkgs.efibootmgr
    pkgs.parted
    pkgs.gptfdisk
    pkgs.ddrescue
    pkgs.cryptsetup
    pkgs.lvm2
    pkgs.socat
    pkgs.screen
    pkgs.tcpdump
    pkgs.sdparm
    pkgs.hdparm
    pkgs.smartmontools
    pkgs.pciutils
    pkgs.usbutils
    pkgs.nvme-cli
    pkgs.unzip
    pkgs.zip
    pkgs.jq
  ];
  boot.supportedFilesystems = lib.genAttrs (
    [ "btrfs" "cifs" "f2fs" "ntfs" "vfat" "xfs" ] ++ (if since2505 then [ "ext2" "ext3" "ext4" ] else [ "jfs" "reiserfs" ])
  ) (_: true)
  // { zfs = if since2505 then lib.mkDefault true else true; };
  networking.hostId = lib.mkDefault "8425e349";
}
