{
  imports = [
    ../../modules/desk
    ./target.nix
  ];

  networking.hostName = "desk-01";
  nixpkgs.hostPlatform = "x86_64-linux";
}
