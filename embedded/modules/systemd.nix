# systemd.*: units and tmpfiles rules of the configuration. Units that also exist in Debian get drop-ins, as in NixOS.
{ config, lib, pkgs, ... }:
let
  cfg = config.systemd;
  str = lib.types.str;
  list = lib.mkOption { type = lib.types.listOf str; default = [ ]; };
  lines = lib.mkOption { type = lib.types.lines; default = ""; };
  atom = lib.types.oneOf [ lib.types.bool lib.types.int lib.types.float str lib.types.path lib.types.package ];
  section = lib.mkOption { type = lib.types.attrsOf (lib.types.either atom (lib.types.listOf atom)); default = { }; };
  common = {
    enable = lib.mkOption { type = lib.types.bool; default = true; description = "Whether the unit can start; a disabled unit is masked."; };
    description = lib.mkOption { type = lib.types.singleLineStr; default = ""; };
    documentation = list;
    wantedBy = list;
    requiredBy = list;
    wants = list;
    requires = list;
    requisite = list;
    after = list;
    before = list;
    bindsTo = list;
    partOf = list;
    conflicts = list;
    onFailure = list;
    onSuccess = list;
    aliases = list;
    unitConfig = section;
  };
  serviceOptions = {
    environment = lib.mkOption { type = lib.types.attrsOf (lib.types.nullOr (lib.types.oneOf [ str lib.types.path lib.types.package ])); default = { }; };
    path = lib.mkOption { type = lib.types.listOf (lib.types.oneOf [ lib.types.package str ]); default = [ ]; };
    serviceConfig = section;
    script = lines;
    scriptArgs = lib.mkOption { type = str; default = ""; };
    preStart = lines;
    postStart = lines;
    preStop = lines;
    postStop = lines;
    reload = lines;
    startAt = lib.mkOption { type = lib.types.coercedTo str lib.singleton (lib.types.listOf str); default = [ ]; };
  };
  unit = extra: lib.mkOption { default = { }; type = lib.types.attrsOf (lib.types.submodule { options = common // extra; }); };

  show = v: if lib.isBool v then lib.boolToString v else toString v;
  pairs = set: lib.concatStrings (lib.mapAttrsToList (n: v: lib.concatMapStrings (x: "${n}=${show x}\n") (lib.toList v)) set);
  given = lib.filterAttrs (_: v: v != [ ] && v != "");
  unitSection =
    u:
    "[Unit]\n"
    + pairs (
      given (
        {
          Description = u.description;
          Documentation = toString u.documentation;
        }
        // lib.mapAttrs (_: toString) {
          Wants = u.wants; Requires = u.requires; Requisite = u.requisite; After = u.after; Before = u.before; BindsTo = u.bindsTo;
          PartOf = u.partOf; Conflicts = u.conflicts; OnFailure = u.onFailure; OnSuccess = u.onSuccess;
        }
      )
      // u.unitConfig
    );
  script = name: job: text: "${pkgs.writeShellScript "unit-script-${name}-${job}" "set -e\n${text}"}";
  serviceSection =
    name: s:
    let
      searched = lib.concatMapStringsSep ":" (p: "${p}/bin:${p}/sbin") s.path;
      env = lib.optionalAttrs (s.path != [ ]) { PATH = "${searched}:/run/current-system/sw/bin:/usr/sbin:/usr/bin:/sbin:/bin"; } // s.environment;
      phase = key: job: text: lib.optionalAttrs (text != "") { ${key} = lib.toList (s.serviceConfig.${key} or [ ]) ++ [ (script name job text) ]; };
    in
    "\n[Service]\n"
    + lib.concatStrings (lib.mapAttrsToList (n: v: "Environment=${builtins.toJSON "${n}=${toString v}"}\n") (lib.filterAttrs (_: v: v != null) env))
    + pairs (
      s.serviceConfig
      // lib.optionalAttrs (s.script != "") { ExecStart = "${script name "start" s.script} ${s.scriptArgs}"; }
      // phase "ExecStartPre" "pre-start" s.preStart
      // phase "ExecStartPost" "post-start" s.postStart
      // phase "ExecStop" "pre-stop" s.preStop
      // phase "ExecStopPost" "post-stop" s.postStop
      // phase "ExecReload" "reload" s.reload
    );
  rendered =
    lib.mapAttrsToList (n: u: { name = "${n}.service"; inherit u; text = unitSection u + serviceSection n u; }) cfg.services
    ++ lib.mapAttrsToList (n: u: { name = "${n}.timer"; inherit u; text = unitSection u + "\n[Timer]\n" + pairs u.timerConfig; }) timers
    ++ lib.mapAttrsToList (n: u: { name = "${n}.socket"; inherit u; text = unitSection u + "\n[Socket]\n" + pairs u.socketConfig; }) cfg.sockets
    ++ lib.mapAttrsToList (n: u: { name = "${n}.path"; inherit u; text = unitSection u + "\n[Path]\n" + pairs u.pathConfig; }) cfg.paths
    ++ lib.mapAttrsToList (n: u: { name = "${n}.target"; inherit u; text = unitSection u; }) cfg.targets;
  timed = lib.filterAttrs (_: s: s.startAt != [ ]) cfg.services;
  timers = cfg.timers // lib.mapAttrs (
    n: s:
    (cfg.timers.${n} or (lib.genAttrs [ "documentation" "requiredBy" "wants" "requires" "requisite" "after" "before" "bindsTo" "partOf" "conflicts" "onFailure" "onSuccess" "aliases" ] (_: [ ]) // { enable = true; description = ""; unitConfig = { }; wantedBy = [ "timers.target" ]; timerConfig = { }; }))
    // { timerConfig = (cfg.timers.${n}.timerConfig or { }) // { OnCalendar = s.startAt; }; }
  ) timed;
in
{
  options.systemd = {
    services = unit serviceOptions;
    timers = unit { timerConfig = section; };
    sockets = unit { socketConfig = section; };
    paths = unit { pathConfig = section; };
    targets = unit { };
    tmpfiles.rules = lib.mkOption { type = lib.types.listOf str; default = [ ]; description = "Lines of tmpfiles.d(5)."; };
    extraConfig = lines;
  };
  config = {
    environment.etc."tmpfiles.d/00-nixos.conf".text = lib.concatMapStrings (r: r + "\n") cfg.tmpfiles.rules;
    environment.etc."systemd/system.conf".text = ''
      [Manager]
      DefaultEnvironment=PATH=/run/current-system/sw/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
      ${cfg.extraConfig}
    '';
    system.build.units = pkgs.runCommand "units" { } (
      "mkdir -p $out; cd $out\n"
      + lib.concatMapStrings (
        r:
        let
          name = lib.escapeShellArg r.name;
          link = kind: target: "mkdir -p ${lib.escapeShellArg "${target}.${kind}"}; ln -s ../${name} ${lib.escapeShellArg "${target}.${kind}/${r.name}"}\n";
        in
        if !r.u.enable then
          "ln -s /dev/null ${name}\n"
        else
          "cp ${(if builtins.hasContext r.text then pkgs.writeText else builtins.toFile) "unit-${lib.sanitizeDerivationName r.name}" r.text} ${name}\n"
          + lib.concatMapStrings (link "wants") (lib.unique r.u.wantedBy)
          + lib.concatMapStrings (link "requires") (lib.unique r.u.requiredBy)
          + lib.concatMapStrings (a: "ln -s ${name} ${lib.escapeShellArg a}\n") r.u.aliases
      ) rendered
    );
  };
}
