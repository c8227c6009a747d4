{
  imports = [
    ../../modules/desk
    ./target.nix
  ];

  networking.hostName = "desk-06";
  nixpkgs.hostPlatform = "x86_64-linux";
}
