{
  imports = [
    ./locale.nix
    ./nixpkgs.nix
    ./packages.nix
  ];
}
