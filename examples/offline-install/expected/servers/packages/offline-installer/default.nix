{ lib, pkgs }:
pkgs.writeShellApplication {
  name = "offline-installer";
  runtimeInputs = [
    pkgs.coreutils
    pkgs.cryptsetup
    pkgs.findutils
    pkgs.gnugrep
    pkgs.gnused
    pkgs.jq
    pkgs.systemd
    pkgs.util-linux
  ];
  text = lib.concatMapStrings builtins.readFile [
    ./interface.sh
    ./disks.sh
    ./choose.sh
    ./secrets.sh
    ./check.sh
    ./steps.sh
    ./unattended.sh
    ./main.sh
  ];
}
