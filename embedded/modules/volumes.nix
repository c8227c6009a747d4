# services.lvm.* and services.udev.*: volumes and names of devices, in stage 1 and in the running machine.
{ config, lib, pkgs, ... }:
{
  options = {
    services.lvm.enable = lib.mkOption { type = lib.types.bool; default = true; description = "Whether a machine has LVM, in stage 1 too."; };
    boot.initrd.services.lvm.enable = lib.mkOption {
      type = lib.types.bool;
      default = config.services.lvm.enable;
      description = "Whether stage 1 activates volume groups.";
    };
    boot.initrd.services.udev.rules = lib.mkOption { type = lib.types.lines; default = ""; description = "Rules of udev, for stage 1 only."; };
    services.udev.extraRules = lib.mkOption { type = lib.types.lines; default = ""; description = "Rules of udev, except for stage 1."; };
  };
  config = {
    environment.systemPackages = lib.mkIf (!config.offlineBase.isLive && config.services.lvm.enable) [ pkgs.lvm2 ];
    environment.etc."udev/rules.d/99-local.rules" = lib.mkIf (config.services.udev.extraRules != "") { text = config.services.udev.extraRules; };
    boot.initrd.kernelModules = lib.mkIf (!config.offlineBase.isLive && config.boot.initrd.services.lvm.enable) [ "dm_mod" ];
  };
}
