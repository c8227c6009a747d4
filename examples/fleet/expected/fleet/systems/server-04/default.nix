{
  imports = [
    ../../modules/server
    ./target.nix
  ];

  networking.hostName = "server-04";
  nixpkgs.hostPlatform = "x86_64-linux";
}
