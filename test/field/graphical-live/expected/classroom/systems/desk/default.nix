{
  imports = [
    ./image.nix
    ./console.nix
    ./space.nix
    ./language.nix
    ./desktop.nix
  ];

  networking.hostName = "desk";
  nixpkgs.hostPlatform = "x86_64-linux";
}
