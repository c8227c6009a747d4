# boot.loader.efi.*: the EFI system partition, and the firmware's boot entries.
{ lib, ... }:
{
  options.boot.loader.efi = {
    canTouchEfiVariables = lib.mkOption { type = lib.types.bool; default = false; description = "Whether to add a boot entry to the firmware."; };
    efiSysMountPoint = lib.mkOption { type = lib.types.str; default = "/boot"; description = "Where the EFI system partition is mounted."; };
  };
}
