# system.build.debianCopyrights: the copyright files of the Debian packages in an image or a machine, for bills of materials.
{ config, lib, pkgs, ... }:
let
  inherit (config.offlineBase) contents;
in
{
  options.offlineBase.contents = lib.mkOption {
    type = lib.types.listOf lib.types.str;
    internal = true;
    description = "Store paths that refer to the .debs of the system.";
  };
  config.system.build.debianCopyrights = pkgs.mkDerivation {
    name = "debian-copyrights";
    __structuredAttrs = true;
    exportReferencesGraph.closure = contents;
    imageRoots = contents;
    registration = ../build/registration.pl;
    buildCommand = "source ${../build/copyrights.sh}";
  };
}
