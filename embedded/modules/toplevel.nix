# system.build.toplevel: the closure of the system. Of a live image, the image builder unpacks its .debs and adds etc.
{ config, lib, pkgs, ... }:
let
  failed = map (a: a.message) (lib.filter (a: !a.assertion) config.assertions);
  guarded =
    value:
    if failed != [ ] then
      throw "\nFailed assertions:\n${lib.concatMapStringsSep "\n" (m: "- ${m}") failed}"
    else
      lib.showWarnings config.warnings value;
  base = config.offlineBase;
in
{
  options = {
    offlineBase = {
      isLive = lib.mkOption { type = lib.types.bool; default = false; internal = true; description = "Whether the system runs from a medium; other systems are installed."; };
      toplevelCommands = lib.mkOption { type = lib.types.lines; default = ""; internal = true; description = "Commands that add to the system of a machine, in $out."; };
      debGroups = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; internal = true; description = "Groups (@name) of debs/packages in the image."; };
      remove = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; internal = true; description = "Shell patterns of paths, relative to the root, to exclude from the image."; };
      directories = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        internal = true;
        description = "Directories in the image: \"path mode uid gid\".";
      };
      links = lib.mkOption { type = lib.types.attrsOf lib.types.str; default = { }; internal = true; description = "Symbolic links in the image by path; existing files are kept."; };
    };
    system = {
      build = lib.mkOption { type = lib.types.lazyAttrsOf lib.types.unspecified; default = { }; };
      extraDependencies = lib.mkOption {
        type = lib.types.listOf lib.types.pathInStore;
        default = [ ];
        description = "Store paths to include in the image in addition to those it runs.";
      };
      switch.enable = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether the system has bin/switch-to-configuration. Of a live image, it only explains that it cannot switch.";
      };
      name = lib.mkOption { type = lib.types.str; default = if config.networking.hostName == "" then "unnamed" else config.networking.hostName; };
    };
  };
  config.offlineBase.debGroups = [ "image" "kernel" ];
  config.system.build.toplevel = guarded (
    pkgs.runCommand "nixos-system-${config.system.name}-${config.system.nixos.label}"
      {
        inherit (config.system.build) etc;
        path = config.system.build.path;
        units = config.system.build.units;
        initrd = config.system.build.initialRamdisk;
        kernel = config.system.build.kernel;
        kernelParams = lib.concatStringsSep " " config.boot.kernelParams;
        # A machine has the files of its .debs in a path of their own.
        debs = lib.optionals base.isLive (map toString (lib.unique (lib.concatMap pkgs.debGroup base.debGroups)));
        extra = map toString config.system.extraDependencies;
        links = lib.concatStrings (lib.mapAttrsToList (n: v: "${n} ${v}\n") base.links);
        directories = lib.concatMapStrings (d: d + "\n") base.directories;
        patterns = lib.concatMapStrings (p: p + "\n") base.remove;
        modules = config.offlineBase.kernelModuleRules;
        version = config.system.nixos.label;
        source = "${config.nixpkgs.source}";
        passAsFile = [ "debs" "extra" "links" "directories" "patterns" "modules" ];
        switch = lib.optionalString (base.isLive && config.system.switch.enable) (
          pkgs.writeShellScript "switch-to-configuration" ''
            echo "switch-to-configuration: the offline base is a live image and cannot switch to another configuration." >&2
            echo "Build another image, or build with NixOS: --nixpkgs github:NixOS/nixpkgs/nixos-${lib.baseRelease}" >&2
            exit 1
          ''
        );
      }
      ''
        mkdir -p $out/nix-support $out/offline-base
        ${lib.optionalString base.isLive "ln -s $etc/etc $out/etc"}
        ln -s $path $out/sw
        ln -s /lib/systemd/systemd $out/init
        ln -s $units $out/systemd
        ln -s $initrd/initrd $out/initrd
        ln -s $kernel/bzImage $out/kernel
        echo -n "$kernelParams" > $out/kernel-params
        echo -n "$version" > $out/nixos-version
        echo -n x86_64-linux > $out/system
        tr ' ' '\n' < $debsPath > $out/nix-support/debs
        tr ' ' '\n' < $extraPath > $out/extra-dependencies
        ln -s $source $out/offline-base/source
        cp $linksPath $out/offline-base/links
        cp $directoriesPath $out/offline-base/directories
        cp $patternsPath $out/offline-base/remove
        cp $modulesPath $out/offline-base/modules
        cp $etc/modes $out/offline-base/modes
        ${base.toplevelCommands}
        [ -z "$switch" ] || { mkdir $out/bin; ln -s $switch $out/bin/switch-to-configuration; }
      ''
  );
}
