# boot.loader.*: the medium's boot menu. Only what a menu on a read-only medium can have.
{ config, lib, ... }:
let
  cfg = config.boot.loader;
  off = what: lib.mkOption { type = lib.types.bool; default = false; description = "Always off here: ${what}"; };
in
{
  options.boot.loader = {
    timeout = lib.mkOption { type = lib.types.nullOr lib.types.int; default = 5; description = "Seconds that the boot menu waits; null waits forever."; };
    systemd-boot.enable = off "the medium boots by GRUB";
    grub = {
      enable = off "this is the boot loader of an installed system; the medium has its own";
      memtest86.enable = off "memtest86+ is not among the Debian packages of this base";
    };
  };
  config.assertions = [
    { assertion = !cfg.systemd-boot.enable; message = "boot.loader.systemd-boot.enable: the offline base makes live media only, and those boot by GRUB"; }
    { assertion = !cfg.grub.enable; message = "boot.loader.grub.enable: the offline base makes live media only, which have a GRUB of their own"; }
    { assertion = !cfg.grub.memtest86.enable; message = "boot.loader.grub.memtest86.enable: the offline base does not hold memtest86+"; }
  ];
}
