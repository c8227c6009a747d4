{
  imports = [
    ../../modules/server
    ./target.nix
  ];

  networking.hostName = "server-08";
  nixpkgs.hostPlatform = "aarch64-linux";
}
