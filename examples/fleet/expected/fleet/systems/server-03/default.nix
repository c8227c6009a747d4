{
  imports = [
    ../../modules/server
    ./target.nix
  ];

  networking.hostName = "server-03";
  nixpkgs.hostPlatform = "x86_64-linux";
}
