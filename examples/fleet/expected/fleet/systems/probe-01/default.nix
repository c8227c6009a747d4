{
  imports = [
    ../../modules/probe
    ./target.nix
  ];

  networking.hostName = "probe-01";
  nixpkgs.hostPlatform = "aarch64-linux";
}
