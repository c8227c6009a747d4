# boot.loader.grub.*: GRUB for BIOS and UEFI with an entry for each generation.
{ config, lib, pkgs, ... }:
let
  cfg = config.boot.loader.grub;
  efi = config.boot.loader.efi;
  flag = default: lib.mkOption { type = lib.types.bool; inherit default; };
  bios = lib.filter (d: d != "nodev") cfg.devices;
  on = cfg.enable && !config.offlineBase.isLive;
in
{
  options.boot.loader.grub = {
    enable = flag (!config.offlineBase.isLive);
    device = lib.mkOption { type = lib.types.str; default = ""; description = "The disk to install to; nodev for UEFI only."; };
    devices = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
    mirroredBoots = lib.mkOption { type = lib.types.listOf lib.types.unspecified; default = [ ]; description = "Always empty: the offline base has one boot directory."; };
    efiSupport = flag false;
    efiInstallAsRemovable = flag false;
    configurationLimit = lib.mkOption { type = lib.types.int; default = 100; description = "Number of generations in the menu."; };
    useOSProber = flag false;
    enableCryptodisk = flag false;
    zfsSupport = flag false;
    memtest86.enable = flag false;
  };
  config = lib.mkMerge [
    {
      assertions = [
        { assertion = !cfg.memtest86.enable; message = "boot.loader.grub.memtest86.enable: the offline base does not contain memtest86+"; }
        { assertion = !cfg.useOSProber; message = "boot.loader.grub.useOSProber: the offline base does not contain os-prober"; }
        { assertion = !cfg.enableCryptodisk; message = "boot.loader.grub.enableCryptodisk: the offline base boots only from an unencrypted /boot"; }
        { assertion = !cfg.zfsSupport; message = "boot.loader.grub.zfsSupport: Debian's main archive has no ZFS"; }
        { assertion = cfg.mirroredBoots == [ ]; message = "boot.loader.grub.mirroredBoots: the offline base supports one boot directory; use `devices'"; }
      ];
    }
    (lib.mkIf on {
      boot.loader.grub.devices = lib.mkIf (cfg.device != "") [ cfg.device ];
      offlineBase.debGroups = [ "grub" ];
      assertions = [
        {
          assertion = cfg.devices != [ ];
          message = "You must set the option ‘boot.loader.grub.devices’ or 'boot.loader.grub.mirroredBoots' to make the system bootable.";
        }
        {
          assertion = !cfg.efiSupport || config.fileSystems ? ${efi.efiSysMountPoint};
          message = "boot.loader.efi.efiSysMountPoint: no file system is mounted at ${efi.efiSysMountPoint}";
        }
        {
          assertion = !cfg.efiInstallAsRemovable || !efi.canTouchEfiVariables;
          message = "If you wish to to use boot.loader.grub.efiInstallAsRemovable, then turn off boot.loader.efi.canTouchEfiVariables";
        }
      ];
      system.build.installBootLoader = (import ./script.nix { inherit lib pkgs; }) "install-grub" ../../tools/machine/install-grub.sh {
        disks = lib.concatStringsSep " " (lib.unique bios);
        esp = lib.optionalString cfg.efiSupport efi.efiSysMountPoint;
        limit = toString cfg.configurationLimit;
        timeout = if config.boot.loader.timeout == null then "-1" else toString config.boot.loader.timeout;
        variables = lib.boolToString efi.canTouchEfiVariables;
        removable = lib.boolToString cfg.efiInstallAsRemovable;
        inherit (config.system.nixos) distroName;
      };
    })
  ];
}
