{
  imports = [
    ./image.nix
    ./boot.nix
    ./nix.nix
    ./tools.nix
    ./network.nix
    ./ssh.nix
    ./console.nix
    ./space.nix
  ];
}
