{
  imports = [
    ./image.nix
    ./ssh.nix
  ];

  networking.hostName = "rescue";
  nixpkgs.hostPlatform = "x86_64-linux";
}
