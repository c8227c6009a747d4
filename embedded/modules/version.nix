# The names of the system: os-release, the label in the boot menu, nixos-version. It never claims to be NixOS.
{ config, lib, pkgs, ... }:
let
  cfg = config.system.nixos;
  quote = v: "\"${lib.escape [ "$" "\"" "\\" "`" ] v}\"";
  constant = type: value: lib.mkOption { inherit type; default = value; readOnly = true; };
in
{
  options.system = {
    stateVersion = lib.mkOption {
      type = lib.types.strMatching "[0-9]{2}\\.[0-9]{2}.*";
      default = cfg.release;
      description = "The release whose defaults the system was created with; written to os-release.";
    };
    configurationRevision = lib.mkOption { type = lib.types.nullOr lib.types.str; default = null; };
    nixos = {
      release = constant lib.types.str lib.release;
      version = lib.mkOption { type = lib.types.str; default = lib.version; };
      codeName = constant lib.types.str "Offline Base";
      distroId = lib.mkOption { type = lib.types.str; default = "cdknix-offline-base"; };
      distroName = lib.mkOption { type = lib.types.str; default = "cdknix offline base"; };
      label = lib.mkOption { type = lib.types.strMatching "[a-zA-Z0-9:_\\.-]*"; default = lib.concatStringsSep "-" (cfg.tags ++ [ cfg.version ]); };
      tags = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
      variant_id = lib.mkOption { type = lib.types.nullOr (lib.types.strMatching "^[a-z0-9._-]+$"); default = null; };
      variantName = lib.mkOption { type = lib.types.nullOr lib.types.str; default = null; };
      extraOSReleaseArgs = lib.mkOption { type = lib.types.attrsOf lib.types.str; default = { }; };
    };
  };
  config.environment.etc."os-release".text = lib.concatStrings (
    lib.mapAttrsToList (n: v: lib.optionalString (v != null && v != "") "${n}=${quote v}\n") (
      {
        NAME = cfg.distroName;
        ID = cfg.distroId;
        ID_LIKE = "debian";
        PRETTY_NAME = "${cfg.distroName} ${cfg.release} (Debian packages with NixOS's interface; not NixOS)";
        VERSION = "${cfg.version} (${cfg.codeName})";
        VERSION_ID = cfg.release;
        BUILD_ID = cfg.label;
        VARIANT = if cfg.variantName == null && cfg.variant_id == "installer" then "Installer" else cfg.variantName;
        VARIANT_ID = cfg.variant_id;
        DEBIAN_VERSION = pkgs.debVersion "base-files";
        STATE_VERSION = config.system.stateVersion;
      }
      // cfg.extraOSReleaseArgs
    )
  );
}
