{
  imports = [
    ../../modules/server
    ./target.nix
  ];

  networking.hostName = "server-05";
  nixpkgs.hostPlatform = "x86_64-linux";
}
