{ pkgs }:
pkgs.writeShellApplication {
  name = "install-host";
  runtimeInputs = [ pkgs.gitMinimal ];
  text = builtins.readFile ./install-host.sh;
}
