# boot.loader.*: the boot menu of the medium, or the boot loader of a machine.
{ config, lib, ... }:
let
  cfg = config.boot.loader;
  grub = cfg.grub.enable;
  systemdBoot = cfg.systemd-boot.enable;
  machine = !config.offlineBase.isLive;
in
{
  imports = [ ./efi.nix ./grub.nix ./systemd-boot.nix ];
  options.boot.loader = {
    timeout = lib.mkOption { type = lib.types.nullOr lib.types.int; default = 5; description = "Timeout of the boot menu in seconds; null waits forever."; };
    external.enable = lib.mkOption { type = lib.types.bool; default = false; description = "Always off: the offline base has no other boot loaders."; };
  };
  config = {
    assertions = [
      { assertion = machine || !systemdBoot; message = "boot.loader.systemd-boot.enable: the medium of a live image has its own boot loader"; }
      { assertion = machine || !grub; message = "boot.loader.grub.enable: the medium of a live image has its own boot loader"; }
      { assertion = !(grub && systemdBoot); message = "You cannot enable both boot.loader.grub and boot.loader.systemd-boot."; }
      { assertion = !cfg.external.enable; message = "boot.loader.external.enable: the offline base has only GRUB and systemd-boot"; }
    ];
    # As in NixOS, a machine without a boot loader can be built, but not booted.
    system.build.installBootLoader = lib.mkIf (machine && !grub && !systemdBoot) (lib.mkDefault "/bin/true");
  };
}
