# The activation of a machine: /etc, users, and what system.activationScripts adds.
{ config, lib, pkgs, ... }:
let
  cfg = config.system;
  base = config.offlineBase;
  build = cfg.build;
  scripts = cfg.activationScripts;
  # A script comes after those that it depends on.
  depth = limit: name: if limit == 0 then throw "system.activationScripts.${name} depends on itself" else lib.foldl' (deepest: dep: lib.max deepest (1 + depth (limit - 1) dep)) 0 (lib.filter (dep: scripts ? ${dep}) scripts.${name}.deps);
  sorted = lib.sort (a: b: depth (lib.length names) a < depth (lib.length names) b) names;
  names = lib.attrNames scripts;
  boot = config.boot.postBootCommands;
  snippet = name: ''
    #### Activation script snippet ${name}:
    _localstatus=0
    ${scripts.${name}.text}

    if (( _localstatus > 0 )); then
      printf "Activation script snippet '%s' failed (%s)\n" "${name}" "$_localstatus"
    fi
  '';
  text = lib.concatMapStrings snippet sorted;
  passwords = lib.concatMapStrings (
    u:
    lib.optionalString (u.hashedPasswordFile != null) "${u.name} file ${u.hashedPasswordFile}\n"
    + lib.optionalString (u.hashedPasswordFile == null && u.hashedPassword != null) "${u.name} hash ${u.hashedPassword}\n"
  ) (lib.attrValues config.users.users);
in
{
  options.system.activationScripts = lib.mkOption {
    default = { };
    description = "Shell commands that run when a machine starts or switches to the system.";
    type = lib.types.attrsOf (
      lib.types.coercedTo lib.types.str (text: { inherit text; }) (
        lib.types.submodule {
          options = {
            text = lib.mkOption { type = lib.types.lines; default = ""; };
            deps = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
            supportsDryActivation = lib.mkOption { type = lib.types.bool; default = false; };
          };
        }
      )
    );
  };
  config = lib.mkMerge [
    {
      assertions = [
        {
          assertion = !base.isLive || scripts == { };
          message = "system.activationScripts: the image is never activated; use a systemd service or systemd.tmpfiles.rules";
        }
      ];
    }
    (lib.mkIf (!base.isLive) {
      system.build.machineEtc = pkgs.runCommand "etc-of-machine" { inherit (build) etc units usr; } "source ${../../build/machine/make-etc.sh}";
      # Mounts that no configuration names.
      environment.etc."systemd/system-generators/systemd-gpt-auto-generator".source = "/dev/null";
      offlineBase.toplevelCommands = ''
        ln -s ${build.machineEtc}/etc $out/etc
        ln -s ${build.usr} $out/offline-base/usr
        cp ${build.machineEtc}/copied $out/offline-base/copied
        cp ${../../tools/machine/accounts.pl} $out/offline-base/accounts.pl
        cp ${../../tools/machine/setup-etc.pl} $out/offline-base/setup-etc.pl
        cp ${../../tools/machine/mount-usr.sh} $out/offline-base/mount-usr.sh
        cp ${builtins.toFile "passwords" passwords} $out/offline-base/passwords
        cp ${build.checkedPrograms} $out/offline-base/checked
        {
          echo "#!/bin/bash"
          sed "s#@out@#$out#" ${../../tools/machine/activate.sh}
          cat ${if builtins.hasContext text then pkgs.writeText "activation-scripts" text else builtins.toFile "activation-scripts" text}
          echo 'exit $_status'
        } >$out/activate
        chmod +x $out/activate
        cp ${if builtins.hasContext boot then pkgs.writeText "post-boot" boot else builtins.toFile "post-boot" boot} $out/offline-base/post-boot
      '';
    })
  ];
}
