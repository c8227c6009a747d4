# The package set: Debian packages with nixpkgs' names, and builders for modules and custom scripts.
{ lib, config ? { }, overlays ? [ ] }:
let
  platform = rec {
    system = "x86_64-linux";
    config = "x86_64-unknown-linux-gnu";
    uname = {
      system = "Linux";
      processor = "x86_64";
      release = null;
    };
    parsed = {
      cpu.name = "x86_64";
      kernel.name = "linux";
      abi.name = "gnu";
    };
    linuxArch = "x86_64";
    qemuArch = "x86_64";
    efiArch = "x64";
    isLinux = true;
    isx86_64 = true;
    isx86_32 = false;
    isx86 = true;
    isAarch64 = false;
    isAarch32 = false;
    isDarwin = false;
    is64bit = true;
    canExecute = _: true;
  };
  first =
    final:
    let
      callPackage = lib.callPackageWith (final // { pkgs = final; });
      builders = import ./builders.nix { inherit lib final; };
      debian = import ./debian.nix { inherit lib final; };
    in
    builders
    // debian
    // import ./special.nix { inherit lib final debian; }
    // {
      inherit lib config overlays callPackage;
      pkgs = final;
      system = platform.system;
      stdenv = {
        inherit (builders) mkDerivation;
        hostPlatform = platform;
        buildPlatform = platform;
        targetPlatform = platform;
        isLinux = true;
        isx86_64 = true;
        inherit (platform) system;
      };
      stdenvNoCC = final.stdenv;
      newScope = extra: lib.callPackageWith (final // { pkgs = final; } // extra);
      callPackages = callPackage;
      # Arguments of build functions that have no meaning here.
      buildPackages = final;
      pkgsBuildBuild = final;
      __splicedPackages = final;
      appendOverlays = more: import ./. { inherit lib config; overlays = overlays ++ more; };
      extend = overlay: import ./. { inherit lib config; overlays = overlays ++ [ overlay ]; };
    };
in
lib.fix (builtins.foldl' (f: overlay: lib.extends overlay f) first overlays)
