# boot.loader.systemd-boot.*: systemd-boot with an entry for each generation.
{ config, lib, pkgs, ... }:
let
  cfg = config.boot.loader.systemd-boot;
  efi = config.boot.loader.efi;
in
{
  options.boot.loader.systemd-boot = {
    enable = lib.mkOption { type = lib.types.bool; default = false; };
    configurationLimit = lib.mkOption { type = lib.types.nullOr lib.types.int; default = null; description = "Number of generations in the menu; null has all."; };
    editor = lib.mkOption { type = lib.types.bool; default = true; description = "Whether kernel parameters can be edited in the menu."; };
    consoleMode = lib.mkOption { type = lib.types.enum [ "0" "1" "2" "5" "auto" "max" "keep" ]; default = "keep"; };
    graceful = lib.mkOption { type = lib.types.bool; default = false; description = "Whether a firmware without writable variables is no error."; };
    memtest86.enable = lib.mkOption { type = lib.types.bool; default = false; };
  };
  config = lib.mkMerge [
    {
      assertions = [
        { assertion = !cfg.memtest86.enable; message = "boot.loader.systemd-boot.memtest86.enable: the offline base does not contain memtest86+"; }
      ];
    }
    (lib.mkIf (cfg.enable && !config.offlineBase.isLive) {
      boot.loader.grub.enable = lib.mkDefault false;
      offlineBase.debGroups = [ "systemd-boot" ];
      assertions = [
        {
          assertion = config.fileSystems ? ${efi.efiSysMountPoint};
          message = "boot.loader.efi.efiSysMountPoint: no file system is mounted at ${efi.efiSysMountPoint}";
        }
      ];
      system.build.installBootLoader = (import ./script.nix { inherit lib pkgs; }) "install-systemd-boot" ../../tools/machine/install-systemd-boot.sh {
        esp = efi.efiSysMountPoint;
        limit = toString cfg.configurationLimit;
        timeout = if config.boot.loader.timeout == null then "menu-force" else toString config.boot.loader.timeout;
        editor = if cfg.editor then "yes" else "no";
        inherit (cfg) consoleMode;
        variables = lib.boolToString efi.canTouchEfiVariables;
        graceful = lib.boolToString cfg.graceful;
        inherit (config.system.nixos) distroName;
      };
    })
  ];
}
