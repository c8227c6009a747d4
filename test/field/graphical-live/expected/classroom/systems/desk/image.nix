{
  config,
  lib,
  modulesPath,
  pkgs,
  ...
}:
{
  imports = [ "${modulesPath}/installer/cd-dvd/installation-cd-graphical-calamares-plasma6.nix" ];

  isoImage = {
    # mkImageMediaOverride: the installer profile sets this at the normal priority
    isoName = lib.mkImageMediaOverride "${config.networking.hostName}-${config.system.nixos.release}-abc1234-${pkgs.stdenv.hostPlatform.uname.processor}.iso";
    volumeID = "CLASSROOM";
    squashfsCompression = "zstd -Xcompression-level 12";
    # mkImageMediaOverride: the installer profile sets this at the normal priority
    edition = lib.mkImageMediaOverride "classroom";
    appendToMenuLabel = " Classroom";
  };
}
