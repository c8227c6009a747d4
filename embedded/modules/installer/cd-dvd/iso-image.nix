# isoImage.*: the bootable medium, system.build.isoImage. The options for its name changed in 25.05: image.baseName.
{ config, lib, pkgs, ... }:
let
  cfg = config.isoImage;
  since2505 = lib.releaseAtLeast "25.05";
  edition = lib.optionalString (cfg.edition != "") "-${cfg.edition}";
  processor = pkgs.stdenv.hostPlatform.uname.processor;
  fileName = if since2505 then "${config.image.baseName}.iso" else cfg.isoName;
  flag = default: lib.mkOption { type = lib.types.bool; inherit default; };
  str = default: lib.mkOption { type = lib.types.str; inherit default; };
  valid = s: builtins.match "[^ /\n]+" s != null;
  storeContents = map (p: "${p}") ([ config.system.build.toplevel ] ++ cfg.storeContents);
in
{
  imports = lib.optionals since2505 [
    (lib.mkRenamedOptionModule [ "isoImage" "isoBaseName" ] [ "image" "baseName" ])
    (lib.mkRenamedOptionModule [ "isoImage" "isoName" ] [ "image" "fileName" ])
  ];
  options = {
    isoImage = {
      squashfsCompression = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = "zstd -Xcompression-level 19";
        description = "mksquashfs' -comp argument with its options; null disables compression.";
      };
      edition = str "";
      volumeID = str "nixos${edition}-${config.system.nixos.release}-${processor}";
      contents = lib.mkOption { default = [ ]; description = "Files and directories { source, target } on the medium, visible below /iso."; };
      storeContents = lib.mkOption { default = [ ]; description = "Store paths to include with their closures."; };
      makeBiosBootable = flag true;
      makeEfiBootable = flag false;
      makeUsbBootable = flag false;
      prependToMenuLabel = str "";
      appendToMenuLabel = str " Installer";
    }
    // lib.optionalAttrs (!since2505) {
      isoName = str "${cfg.isoBaseName}.iso";
      isoBaseName = str "nixos";
    };
  }
  // lib.optionalAttrs since2505 {
    image = {
      baseName = str "nixos-image-${config.system.nixos.label}-${pkgs.stdenv.hostPlatform.system}";
      extension = str "img";
      fileName = str "${config.image.baseName}.${config.image.extension}";
      filePath = str config.image.fileName;
    };
  };
  config = {
    assertions = [
      {
        assertion = lib.stringLength cfg.volumeID <= 32;
        message = "isoImage.volumeID ${cfg.volumeID} is ${toString (lib.stringLength cfg.volumeID)} characters. That is ${toString (lib.stringLength cfg.volumeID - 32)} characters longer than the limit of 32.";
      }
      { assertion = valid fileName; message = "the name of the ISO, `${fileName}', must not contain spaces or slashes"; }
      {
        assertion = cfg.squashfsCompression == null || builtins.match "(zstd|xz|gzip|lz4|lzo)( -X[a-z-]+( [a-z0-9%,]+)?)*" cfg.squashfsCompression != null;
        message = "isoImage.squashfsCompression: mksquashfs does not support `${toString cfg.squashfsCompression}'";
      }
      {
        assertion = lib.all (c: builtins.match "[^[:space:]]+" c.target != null) cfg.contents;
        message = "isoImage.contents: the offline base does not support targets with spaces";
      }
      {
        assertion = cfg.makeBiosBootable || cfg.makeEfiBootable;
        message = "isoImage: enable makeBiosBootable or makeEfiBootable; otherwise the medium cannot boot";
      }
    ];
    offlineBase.isLive = true;
    offlineBase.contents = storeContents;
    boot.kernelParams = [ "root=LABEL=${cfg.volumeID}" "boot.shell_on_fail" ];
    boot.loader.grub.enable = false;
    boot.loader.timeout = 10;
    boot.initrd.supportedFilesystems = [ "vfat" ];
    system.build.squashfsStore = pkgs.mkDerivation {
      name = "nix-store.squashfs";
      __structuredAttrs = true;
      exportReferencesGraph.closure = storeContents;
      imageRoots = storeContents;
      toplevel = config.system.build.toplevel;
      tools = pkgs.imageTools;
      compression = if cfg.squashfsCompression == null then "none" else cfg.squashfsCompression;
      root = ../../../build/make-root.sh;
      debianFiles = ../../../build/debian-files.sh;
      owners = ../../../build/owners.pl;
      registration = ../../../build/registration.pl;
      progress = ../../../build/progress.pl;
      buildCommand = "source ${../../../build/make-squashfs.sh}";
    };
    system.build.isoImage = pkgs.runCommand fileName {
      inherit fileName;
      inherit (cfg) volumeID makeBiosBootable makeEfiBootable makeUsbBootable;
      inherit (config.system.build) toplevel squashfsStore;
      tools = pkgs.imageTools;
      label = "${cfg.prependToMenuLabel}${config.system.nixos.distroName} ${config.system.nixos.label}${cfg.appendToMenuLabel}";
      timeout = if config.boot.loader.timeout == null then "-1" else toString config.boot.loader.timeout;
      sources = map (c: "${c.source}") cfg.contents;
      targets = map (c: c.target) cfg.contents;
      grubConfig = ../../../build/grub.cfg;
      passthru = { inherit (config.system.build) toplevel; };
    } "source ${../../../build/make-iso.sh}";
  }
  // lib.optionalAttrs since2505 {
    image.baseName = "nixos${edition}-${config.system.nixos.label}-${pkgs.stdenv.hostPlatform.system}";
    image.extension = "iso";
    image.filePath = "iso/${config.image.fileName}";
  };
}
