# boot.swraid.*: mdadm and its configuration.
{ config, lib, pkgs, ... }:
let
  cfg = config.boot.swraid;
in
{
  options.boot.swraid = {
    enable = lib.mkOption { type = lib.types.bool; default = lib.versionOlder config.system.stateVersion "23.11"; };
    mdadmConf = lib.mkOption { type = lib.types.lines; default = ""; };
  };
  config = lib.mkIf cfg.enable {
    warnings = lib.mkIf (builtins.match ".*(MAILADDR|PROGRAM).*" (lib.replaceStrings [ "\n" ] [ " " ] cfg.mdadmConf) == null) [
      "mdadm: Neither MAILADDR nor PROGRAM has been set. This will cause the `mdmon` service to crash."
    ];
    environment.systemPackages = [ pkgs.mdadm ];
    environment.etc."mdadm/mdadm.conf".text = cfg.mdadmConf;
    environment.etc."mdadm.conf".text = cfg.mdadmConf;
    boot.initrd.availableKernelModules = lib.mkIf (!config.offlineBase.isLive) [ "md_mod" "raid0" "raid1" "raid10" "raid456" ];
    boot.kernelModules = [ "raid0" "raid1" "raid10" "raid456" ];
    # mdadm's monitor fails without an array to monitor.
    environment.etc."systemd/system/mdmonitor.service".source = "/dev/null";
  };
}
