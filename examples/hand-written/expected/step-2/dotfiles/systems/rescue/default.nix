{
  imports = [
    ../../modules/common
    ./image.nix
    ./boot.nix
    ./ssh.nix
  ];

  networking.hostName = "rescue";
  nixpkgs.hostPlatform = "x86_64-linux";
}
