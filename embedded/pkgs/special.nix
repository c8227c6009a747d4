# Packages that differ from Debian's package with the same name.
{ lib, final, debian }:
let
  # Names of packages depend on them, so not from `final`.
  kernelName = lib.findFirst (lib.hasPrefix "linux-image-6") (throw "debs.json has no kernel") debian.debNames;
  kernel = {
    version = lib.head (builtins.match "([0-9.]+).*" (debian.debVersion kernelName));
    modDirVersion = lib.removePrefix "linux-image-" kernelName;
    name = kernelName;
    pname = "linux";
    deb = final.debFile kernelName;
  };
  linuxPackages = { inherit kernel; recurseForDerivations = true; };
  # As nixpkgs names it: "6_1" for Linux 6.1.
  branch = lib.replaceStrings [ "." ] [ "_" ] (lib.versions.majorMinor kernel.version);
  # The names are known without debs.json, so that a configuration can be evaluated without it.
  branches = [ "5_4" "5_10" "5_15" "6_1" "6_6" "6_8" "6_9" "6_10" "6_11" "6_12" "6_13" "6_14" "6_15" "6_16" "6_17" "6_18" ];
  newest = "Debian ${lib.versions.major (final.debVersion "base-files")} has one kernel, ${kernel.version}";
  noKernel = name: throw "the offline base has no package `${name}': ${newest}";
  noNix = name: lib.warn "the offline base has no ${name}: this is Debian's Nix ${debian.nix.version} under that name" debian.nix;
in
lib.genAttrs [ "linuxPackages_hardened" "linuxPackages_zen" "linuxPackages_lqx" "linuxPackages_xanmod" "linuxPackages_xanmod_latest" "linuxPackages_testing" ] noKernel
// lib.genAttrs (map (v: "linuxPackages_${v}") branches) (name: if name == "linuxPackages_${branch}" then linuxPackages else noKernel name)
// {
  inherit linuxPackages;
  linux = kernel;
  linuxKernel.packages = lib.genAttrs (map (v: "linux_${v}") branches) (name: if name == "linux_${branch}" then linuxPackages else noKernel name);
  linuxPackages_latest = lib.warn "linuxPackages_latest in the offline base is not the latest kernel: ${newest}" linuxPackages;
  linuxPackagesFor = _: noKernel "linuxPackagesFor";

  lix = noNix "Lix";
  lixVersions = lib.genAttrs [ "latest" "stable" ] (_: noNix "Lix");
  lixPackageSets = lib.genAttrs [ "latest" "stable" "git" ] (_: { lix = noNix "Lix"; });
  nixVersions =
    lib.genAttrs [ "latest" "stable" "unstable" "git" ] (name: noNix "nixVersions.${name}")
    // lib.genAttrs (map (n: "nix_2_${toString n}") (lib.range 18 34)) (name: noNix "nixVersions.${name}");
  nixFlakes = debian.nix;

  # Terminus with its upstream names (ter-d18n): Debian has the same glyphs with other names.
  terminus_font = final.mkDerivation {
    pname = "terminus-font";
    version = lib.head (builtins.match "([0-9.]+).*" (final.debVersion "console-setup-linux"));
    deb = final.debFile "console-setup-linux";
    buildCommand = "source ${../build/terminus.sh}";
  };
  nixos-install-tools = throw "the offline base has no package `nixos-install-tools': use system.tools.* or config.system.build.nixos-install";
}
