{
  imports = [
    ./access.nix
    ./system.nix
  ];
}
