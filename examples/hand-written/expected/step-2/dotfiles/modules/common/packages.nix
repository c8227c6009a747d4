{ pkgs, ... }:
{
  environment.systemPackages = [
    pkgs.backup-home
    pkgs.jq
    pkgs.tmux
  ];
}
