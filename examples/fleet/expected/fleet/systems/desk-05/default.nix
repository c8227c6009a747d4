{
  imports = [
    ../../modules/desk
    ./target.nix
  ];

  networking.hostName = "desk-05";
  nixpkgs.hostPlatform = "x86_64-linux";
}
