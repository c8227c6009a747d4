{
  imports = [
    ../../modules/desk
    ./target.nix
  ];

  networking.hostName = "desk-02";
  nixpkgs.hostPlatform = "x86_64-linux";
}
