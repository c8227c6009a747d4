{
  imports = [ ./nix.nix ];
  networking.hostName = "desk";
  nixpkgs.hostPlatform = "x86_64-linux";
}
