{ pkgs, ... }:
{
  nix = {
    package = pkgs.lix;
    channel.enable = false;
    settings = {
      experimental-features = [
        "nix-command"
        "flakes"
      ];
      accept-flake-config = false;
      flake-registry = "";
      http-connections = 50;
      log-lines = 50;
      warn-dirty = false;
      substituters = [ "https://nix-community.cachix.org" ];
      trusted-public-keys = [ "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=" ];
    };
  };
}
