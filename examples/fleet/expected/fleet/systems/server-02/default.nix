{
  imports = [
    ../../modules/server
    ./target.nix
  ];

  networking.hostName = "server-02";
  nixpkgs.hostPlatform = "x86_64-linux";
}
