{
  imports = [
    ../../modules/desk
    ./target.nix
  ];

  networking.hostName = "desk-03";
  nixpkgs.hostPlatform = "x86_64-linux";
}
