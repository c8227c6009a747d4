# boot.loader.*: the medium's boot menu, as far as a read-only medium supports it.
{ config, lib, ... }:
let
  cfg = config.boot.loader;
  off = what: lib.mkOption { type = lib.types.bool; default = false; description = "Always off: ${what}"; };
in
{
  options.boot.loader = {
    timeout = lib.mkOption { type = lib.types.nullOr lib.types.int; default = 5; description = "Timeout of the boot menu in seconds; null waits forever."; };
    systemd-boot.enable = off "the medium boots with GRUB";
    grub = {
      enable = off "this is the boot loader of an installed system; the medium has its own";
      memtest86.enable = off "memtest86+ is not one of the Debian packages of this base";
    };
  };
  config.assertions = [
    { assertion = !cfg.systemd-boot.enable; message = "boot.loader.systemd-boot.enable: the offline base builds only live media, which boot with GRUB"; }
    { assertion = !cfg.grub.enable; message = "boot.loader.grub.enable: the offline base builds only live media, which have their own GRUB"; }
    { assertion = !cfg.grub.memtest86.enable; message = "boot.loader.grub.memtest86.enable: the offline base does not contain memtest86+"; }
  ];
}
