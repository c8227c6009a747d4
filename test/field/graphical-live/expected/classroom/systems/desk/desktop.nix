{ lib, pkgs, ... }:
{
  environment.systemPackages = [
    pkgs.gimp
    pkgs.vlc
  ];

  fonts.packages = [
    pkgs.dejavu_fonts
    pkgs.noto-fonts
  ];

  services = {
    printing.enable = true;
    openssh.enable = lib.mkForce false;
  };
}
