# What a machine needs to build a changed system without a network: the sources of its flake's inputs, which every machine
# has, and the .debs of this base with the programs of the builders.
{ config, lib, pkgs, ... }:
let
  base = config.offlineBase;
  needed = config.system.build.buildDependencies;
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
    # One path that refers to everything, and the same for images and machines. An image that contains it has the .debs in its
    # store, too, instead of unpacked only.
    system.build.buildDependencies = pkgs.runCommand "offline-base-sources" {
      debs = map pkgs.debFile pkgs.debNames;
      tools = [ pkgs.imageTools ];
      passAsFile = [ "debs" ];
    } ''
      mkdir -p $out
      tr ' ' '\n' <$debsPath >$out/debs
      printf '%s\n' $tools >$out/tools
    '';
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
