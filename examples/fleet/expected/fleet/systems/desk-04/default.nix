{
  imports = [
    ../../modules/desk
    ./target.nix
  ];

  networking.hostName = "desk-04";
  nixpkgs.hostPlatform = "x86_64-linux";
}
