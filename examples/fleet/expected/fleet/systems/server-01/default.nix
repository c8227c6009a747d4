{
  imports = [
    ../../modules/server
    ./target.nix
  ];

  networking.hostName = "server-01";
  nixpkgs.hostPlatform = "x86_64-linux";
}
