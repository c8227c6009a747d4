{ pkgs, ... }:
{
  nixpkgs.overlays = [ (import ../overlays) ];

  environment.systemPackages = with pkgs; [
    backup-home
    jq
    tmux
  ];
}
