{ pkgs }:
pkgs.writeShellApplication {
  name = "look-at-pools";
  runtimeInputs = [ pkgs.zfs ];
  text = builtins.readFile ./look-at-pools.sh;
}
