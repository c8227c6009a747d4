{
  imports = [
    ../../files/hosts/desk/disks.nix
    ../../files/hosts/desk/hardware.nix
    ../../files/modules/home.nix
  ];

  system.stateVersion = "24.05";
}
