{
  imports = [
    ../../modules/gateway
    ./target.nix
  ];

  networking.hostName = "gateway-02";
  nixpkgs.hostPlatform = "x86_64-linux";
}
