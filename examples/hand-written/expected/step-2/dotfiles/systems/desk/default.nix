{
  imports = [
    ../../modules/common
    ./boot.nix
    ./users.nix
    ./nix.nix
  ];

  networking.hostName = "desk";
  nixpkgs.hostPlatform = "x86_64-linux";
}
