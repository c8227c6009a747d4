{
  imports = [
    ../../modules/gateway
    ./target.nix
  ];

  networking.hostName = "gateway-01";
  nixpkgs.hostPlatform = "x86_64-linux";
}
