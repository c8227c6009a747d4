{
  imports = [
    ./image.nix
    ./boot.nix
    ./ssh.nix
    ./fixes.nix
    ./space.nix
    ./tools.nix
    ./zfs.nix
  ];

  networking.hostName = "medic";
  nixpkgs.hostPlatform = "x86_64-linux";
}
