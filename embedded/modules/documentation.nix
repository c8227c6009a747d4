# documentation.*: which of Debian's manual pages, info files, and documents the image contains.
{ config, lib, pkgs, ... }:
let
  cfg = config.documentation;
  on = default: description: lib.mkOption { type = lib.types.bool; inherit default description; };
  manual = cfg.enable && cfg.man.enable;
in
{
  options.documentation = {
    enable = on true "Whether the image contains documentation.";
    man.enable = on true "Whether the image contains manual pages and the program man.";
    info.enable = on true "Whether the image contains info files.";
    doc.enable = on true "Whether the image contains /usr/share/doc.";
    dev.enable = on false "Whether the image contains manual pages for developers (sections 2 and 3).";
    nixos.enable = on true "Whether the image contains the offline base's own description, shown by nixos-help.";
  };
  config = {
    environment.systemPackages =
      lib.optional manual pkgs.man-db
      ++ lib.optional (cfg.enable && cfg.nixos.enable) (
        pkgs.writeShellScriptBin "nixos-help" "exec \${PAGER:-less} ${../README.md}"
      );
    offlineBase.remove =
      lib.optionals (!manual) [ "usr/share/man" "usr/local/man" "usr/local/share/man" ]
      ++ lib.optionals (manual && !cfg.dev.enable) [ "usr/share/man/man2" "usr/share/man/man3" "usr/share/man/*/man2" "usr/share/man/*/man3" ]
      ++ lib.optionals (!(cfg.enable && cfg.info.enable)) [ "usr/share/info" ]
      ++ lib.optionals (!(cfg.enable && cfg.doc.enable)) [ "usr/share/doc" "usr/share/doc-base" "usr/share/lintian" "usr/share/bug" "usr/share/reportbug" ];
  };
}
