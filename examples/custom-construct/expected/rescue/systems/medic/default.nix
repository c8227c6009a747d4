{
  imports = [
    ./rescue/image.nix
    ./rescue/boot.nix
    ./rescue/nix.nix
    ./rescue/tools.nix
    ./rescue/ssh.nix
    ./rescue/space.nix
    ./rescue/console.nix
    ./rescue/hardware.nix
  ];

  networking.hostName = "medic";
  nixpkgs.hostPlatform = "x86_64-linux";
}
