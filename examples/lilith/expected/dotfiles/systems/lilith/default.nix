{
  imports = [
    ../../modules/iso
    ./extra.nix
  ];

  networking.hostName = "lilith";
  nixpkgs.hostPlatform = "x86_64-linux";
}
