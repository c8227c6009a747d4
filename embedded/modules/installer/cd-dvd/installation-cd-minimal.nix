# The minimal installer CD, with the priorities of the NixOS file with this name and its imports.
{ config, lib, pkgs, ... }:
{
  imports = [
    ./iso-image.nix
    ../../profiles/base.nix
    ../../profiles/installation-device.nix
  ];
  isoImage = {
    edition = lib.mkOverride 500 "minimal";
    makeEfiBootable = true;
    makeUsbBootable = true;
  }
  // lib.optionalAttrs (!(lib.releaseAtLeast "25.05")) {
    isoName = "${config.isoImage.isoBaseName}-${config.system.nixos.label}-${pkgs.stdenv.hostPlatform.system}.iso";
  };
  documentation = {
    man.enable = lib.mkOverride 500 true;
    doc.enable = lib.mkOverride 500 true;
    info.enable = lib.mkDefault false;
  };
  environment.defaultPackages = if lib.releaseAtLeast "25.11" then [ pkgs.rsync ] else lib.mkDefault [ ];
  programs.git.enable = lib.mkIf (lib.releaseAtLeast "25.11") (lib.mkDefault true);
  programs.less.enable = true;
  programs.command-not-found.enable = lib.mkDefault false;
  console.packages = [ pkgs.terminus_font ];
  system.stateVersion = lib.mkDefault lib.release;
}
