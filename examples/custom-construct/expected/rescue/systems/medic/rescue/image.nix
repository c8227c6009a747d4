{
  config,
  lib,
  modulesPath,
  pkgs,
  ...
}:
{
  imports = [ "${modulesPath}/installer/cd-dvd/installation-cd-minimal.nix" ];

  # mkImageMediaOverride: the image builder sets this at the normal priority
  image.baseName = lib.mkImageMediaOverride "${config.networking.hostName}-${config.system.nixos.release}-abc1234-${pkgs.stdenv.hostPlatform.uname.processor}";

  isoImage = {
    volumeID = "${config.networking.hostName}-${config.system.nixos.release}-abc1234-${pkgs.stdenv.hostPlatform.uname.processor}";
    squashfsCompression = "zstd -Xcompression-level 3";
    appendToMenuLabel = " Rescue";
  };
}
