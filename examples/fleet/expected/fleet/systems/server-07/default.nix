{
  imports = [
    ../../modules/server
    ./target.nix
  ];

  networking.hostName = "server-07";
  nixpkgs.hostPlatform = "aarch64-linux";
}
