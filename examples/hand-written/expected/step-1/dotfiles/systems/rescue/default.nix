{
  imports = [ ./nix.nix ];
  networking.hostName = "rescue";
  nixpkgs.hostPlatform = "x86_64-linux";
}
