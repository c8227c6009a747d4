{
  imports = [
    ./image.nix
    ./boot.nix
    ./ssh.nix
    ./installer.nix
    ./secrets-area.nix
  ];

  networking.hostName = "stick";
  nixpkgs.hostPlatform = "x86_64-linux";
}
