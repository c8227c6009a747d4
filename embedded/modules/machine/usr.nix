# /usr of a machine: a squashfs with the .debs of its packages. It changes only with the list of packages.
{ config, lib, pkgs, ... }:
let
  base = config.offlineBase;
  inherit (base) debs;
  all = lib.unique (lib.concatMap pkgs.debGroup base.debGroups ++ lib.concatMap (p: p.debs or [ ]) config.environment.systemPackages);
in
{
  options.offlineBase.debs = lib.mkOption { type = lib.types.listOf lib.types.raw; internal = true; description = "The .debs in /usr of a machine."; };
  config.offlineBase.debs = all;
  config.offlineBase.contents = lib.mkIf (!base.isLive) (map toString debs);
  config.offlineBase.debGroups = lib.mkIf (!base.isLive) [ "machine" ];
  config.system.build.usr = lib.mkIf (!base.isLive) (
    pkgs.runCommand "usr" {
      tools = pkgs.imageTools;
      debs = map toString debs;
      remove = lib.concatMapStrings (p: p + "\n") base.remove;
      links = lib.concatStrings (lib.mapAttrsToList (n: v: "${n} ${v}\n") (lib.filterAttrs (n: _: lib.hasPrefix "/usr/" n) base.links));
      modules = base.kernelModuleRules;
      debianFiles = ../../build/debian-files.sh;
      owners = ../../build/owners.pl;
      passAsFile = [ "debs" "remove" "links" "modules" ];
    } "source ${../../build/machine/make-usr.sh}"
  );
  # A program that only a script refers to is not in /usr.
  config.system.build.checkedPrograms = lib.mkIf (!base.isLive) (
    pkgs.runCommand "checked-programs" {
      exportReferencesGraph = [ "graph" config.system.build.etc "units" config.system.build.units "path" config.system.build.path ];
      debs = map toString debs;
      passAsFile = [ "debs" ];
    } ''
      tr ' ' '\n' <$debsPath | sort -u >present
      missing=$({ grep -h '^/nix/store/.*\.deb$' graph units path || true; } | sort -u | comm -23 - present | sed 's#.*/[^-]*-\([^_]*\)_.*#\1#')
      if [ -n "$missing" ]; then
        echo "The machine refers to programs of these Debian packages, but does not have the packages:" $missing >&2
        echo "Add their packages to environment.systemPackages." >&2
        exit 1
      fi
      touch $out
    ''
  );
}
