{
  config,
  lib,
  modulesPath,
  pkgs,
  self,
  ...
}:
{
  imports = [ "${modulesPath}/installer/cd-dvd/installation-cd-minimal.nix" ];

  isoImage = {
    # mkImageMediaOverride: the installer profile sets this at the normal priority
    isoName = lib.mkImageMediaOverride "${config.networking.hostName}-${config.system.nixos.release}-abc1234-${pkgs.stdenv.hostPlatform.uname.processor}.iso";
    volumeID = "${config.networking.hostName}-${config.system.nixos.release}-abc1234-${pkgs.stdenv.hostPlatform.uname.processor}";
    squashfsCompression = "zstd -Xcompression-level 19";
    contents = [
      {
        source = self;
        target = "/flake";
      }
    ];
  };

  # a copy, because /iso is read-only and Nix refuses a symlink to a flake
  systemd.tmpfiles.rules = [ "C /flake - - - - /iso/flake" ];
}
