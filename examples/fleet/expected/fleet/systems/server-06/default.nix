{
  imports = [
    ../../modules/server
    ./target.nix
  ];

  networking.hostName = "server-06";
  nixpkgs.hostPlatform = "x86_64-linux";
}
