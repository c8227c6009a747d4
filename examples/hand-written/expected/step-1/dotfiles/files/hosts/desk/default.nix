{
  imports = [
    ./disks.nix
    ./hardware.nix
    ../../modules/boot.nix
    ../../modules/home.nix
    ../../modules/locale.nix
    ../../modules/packages.nix
    ../../modules/users.nix
  ];

  system.stateVersion = "24.05";
}
