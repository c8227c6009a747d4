# time.* and i18n.*: the time zone and the compiled locales.
{ config, lib, pkgs, ... }:
let
  cfg = config.i18n;
  # "en_US.UTF-8/UTF-8" and "en_US.UTF-8" both name the source en_US in UTF-8. C.UTF-8 is built in.
  wanted = lib.filter (l: !(lib.hasPrefix "C." l) && l != "C" && l != "POSIX") (
    lib.unique (map (l: lib.head (lib.splitString "/" l)) (cfg.supportedLocales ++ [ cfg.defaultLocale ]))
  );
  settings = { LANG = cfg.defaultLocale; } // cfg.extraLocaleSettings;
in
{
  options = {
    time.timeZone = lib.mkOption {
      type = lib.types.nullOr (lib.types.strMatching "[^ ]*" // { description = "null or string without spaces"; });
      default = null;
    };
    i18n = {
      defaultLocale = lib.mkOption { type = lib.types.str; default = "en_US.UTF-8"; };
      supportedLocales = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; description = "Locales in addition to the default one."; };
      extraLocaleSettings = lib.mkOption { type = lib.types.attrsOf lib.types.str; default = { }; };
    };
  };
  config = {
    environment.sessionVariables = settings;
    environment.etc = {
      "locale.conf".text = lib.concatStrings (lib.mapAttrsToList (n: v: "${n}=${v}\n") settings);
      # The image builder rejects a time zone that is not in Debian's tzdata.
      localtime.source = "/usr/share/zoneinfo/${if config.time.timeZone == null then "UTC" else config.time.timeZone}";
    };
    system.build.locales = pkgs.runCommand "locales" {
      deb = pkgs.debFile "locales";
      tools = pkgs.imageTools;
      locales = wanted;
    } "source ${../build/make-locales.sh}";
    offlineBase.links = lib.listToAttrs (map (l: lib.nameValuePair "/usr/lib/locale/${l}" "${config.system.build.locales}/${l}") wanted);
  };
}
