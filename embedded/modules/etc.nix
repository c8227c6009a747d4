# environment.etc: files in /etc, linked from the store, or copied if a mode is set.
{ config, lib, pkgs, ... }:
let
  entries = lib.filter (e: e.enable) (lib.attrValues config.environment.etc);
  owner = named: id: lib.removePrefix "+" (if named == "+${toString id}" then toString id else named);
  number = what: s: if builtins.match "[0-9]+" s == null then throw "environment.etc: the offline base requires a numeric ${what} (+0), not `${s}'" else s;
in
{
  options.environment.etc = lib.mkOption {
    default = { };
    description = "Files in /etc.";
    type = lib.types.attrsOf (
      lib.types.submodule (
        { name, config, ... }:
        {
          options = {
            enable = lib.mkOption { type = lib.types.bool; default = true; };
            target = lib.mkOption { type = lib.types.str; default = name; };
            text = lib.mkOption { type = lib.types.nullOr lib.types.lines; default = null; };
            source = lib.mkOption { type = lib.types.path; };
            mode = lib.mkOption { type = lib.types.str; default = "symlink"; };
            uid = lib.mkOption { type = lib.types.int; default = 0; };
            gid = lib.mkOption { type = lib.types.int; default = 0; };
            user = lib.mkOption { type = lib.types.str; default = "+${toString config.uid}"; };
            group = lib.mkOption { type = lib.types.str; default = "+${toString config.gid}"; };
          };
          config.source = lib.mkIf (config.text != null) (
            # Without references it needs no builder, which saves about ten seconds in a first build.
            lib.mkOverride 1400 ((if builtins.hasContext config.text then pkgs.writeText else builtins.toFile) "etc-${lib.sanitizeDerivationName name}" config.text)
          );
        }
      )
    );
  };
  config.system.build.etc = pkgs.runCommand "etc" { } (
    "mkdir -p $out/etc; cd $out/etc; touch $out/modes\n"
    + lib.concatMapStrings (
      e:
      let
        target = lib.escapeShellArg e.target;
      in
      "mkdir -p \"$(dirname ${target})\"\n"
      + (
        if e.mode == "symlink" || e.mode == "direct-symlink" then
          "ln -s ${lib.escapeShellArg "${e.source}"} ${target}\n"
        else
          "cp -rL --no-preserve=mode ${lib.escapeShellArg "${e.source}"} ${target}\n"
          + "echo ${target} ${e.mode} ${number "user" (owner e.user e.uid)} ${number "group" (owner e.group e.gid)} >> $out/modes\n"
      )
    ) entries
  );
}
