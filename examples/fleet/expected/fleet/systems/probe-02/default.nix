{
  imports = [
    ../../modules/probe
    ./target.nix
  ];

  networking.hostName = "probe-02";
  nixpkgs.hostPlatform = "aarch64-linux";
}
