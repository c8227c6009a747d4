{
  imports = [
    ../../modules/desk
    ./target.nix
  ];

  networking.hostName = "desk-07";
  nixpkgs.hostPlatform = "x86_64-linux";
}
