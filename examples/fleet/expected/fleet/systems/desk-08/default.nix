{
  imports = [
    ../../modules/desk
    ./target.nix
  ];

  networking.hostName = "desk-08";
  nixpkgs.hostPlatform = "x86_64-linux";
}
