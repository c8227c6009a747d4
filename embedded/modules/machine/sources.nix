# What a machine needs to build a changed system without a network: the sources of its flake's inputs, which every machine
# has, and its .debs and the programs of the builders. A package that is new to the machine needs the archive of Debian.
{ config, lib, pkgs, ... }:
let
  base = config.offlineBase;
  needed = config.system.build.buildDependencies;
  # What options add to a machine, or need to build it.
  forOptions = [ "sshd" "sudo" "firewall" "initrd" "machine-initrd" "fonts" "locales" "lint" "systemd-boot" "grub" ];
in
{
  options = {
    offlineBase.sources = lib.mkOption { type = lib.types.listOf lib.types.raw; default = [ ]; internal = true; description = "Sources of flakes that the system was evaluated from, beside this base."; };
    system.includeBuildDependencies = lib.mkOption {
      type = lib.types.bool;
      default = false;
      description = "Whether the system has all that is needed to build a changed one; otherwise, that is in system.build.buildDependencies.";
    };
  };
  config = {
    # One path that refers to everything. An image that contains it has the .debs in its store, instead of unpacked.
    system.build.buildDependencies = lib.mkIf (!base.isLive) (
      pkgs.runCommand "offline-base-sources" {
        debs = lib.unique (base.debs ++ lib.concatMap pkgs.debGroup forOptions ++ lib.concatMap (p: p.debs) [ pkgs.nix pkgs.mdadm pkgs.cryptsetup pkgs.lvm2 ]);
        tools = [ pkgs.imageTools ];
        passAsFile = [ "debs" ];
      } ''
        mkdir -p $out
        tr ' ' '\n' <$debsPath >$out/debs
        printf '%s\n' $tools >$out/tools
      ''
    );
    offlineBase.toplevelCommands =
      lib.optionalString (!base.isLive) ''
        # By name: what is not included is no part of the system.
        echo ${builtins.unsafeDiscardStringContext needed.outPath} >$out/offline-base/build-dependencies
        ${lib.optionalString config.system.includeBuildDependencies "ln -s ${needed} $out/offline-base/sources-to-build"}
      ''
      + lib.concatStrings (lib.imap0 (n: source: "ln -s ${source} $out/offline-base/source-${toString n}\n") (lib.unique base.sources));
    assertions = [
      {
        assertion = !(base.isLive && config.system.includeBuildDependencies);
        message = "system.includeBuildDependencies: a live image builds with what its store has; add system.build.buildDependencies to isoImage.storeContents";
      }
    ];
  };
}
