{
  imports = [
    ../../modules/server
    ./disks.nix
    ./loader.nix
  ];

  networking.hostName = "web-1";
  nixpkgs.hostPlatform = "x86_64-linux";
}
