{
  imports = [
    ./image.nix
    ./boot.nix
    ./nix.nix
    ./programs.nix
    ./networking.nix
    ./space.nix
    ./console.nix
    ./fixes.nix
    ./nixpkgs.nix
  ];
}
