# services.openssh.*: sshd with NixOS's unit name and defaults.
{ config, lib, ... }:
let
  cfg = config.services.openssh;
  setting = type: default: lib.mkOption { type = lib.types.nullOr type; inherit default; };
  atom = lib.types.oneOf [ lib.types.bool lib.types.int lib.types.str (lib.types.listOf lib.types.str) ];
  show = v: if v == true then "yes" else if v == false then "no" else toString v;
  # Settings with several values are lists of algorithms (commas), or of users and groups (spaces).
  render = n: v: lib.optionalString (v != null) "${n} ${
    if lib.isList v then lib.concatStringsSep (if lib.elem n [ "AllowUsers" "DenyUsers" "AllowGroups" "DenyGroups" ] then " " else ",") v else show v
  }\n";
in
{
  options.services.openssh = {
    enable = lib.mkOption { type = lib.types.bool; default = false; };
    ports = lib.mkOption { type = lib.types.listOf lib.types.port; default = [ 22 ]; };
    openFirewall = lib.mkOption { type = lib.types.bool; default = true; };
    banner = lib.mkOption { type = lib.types.nullOr lib.types.lines; default = null; };
    hostKeys = lib.mkOption {
      type = lib.types.listOf (lib.types.attrsOf lib.types.str);
      default = [ { type = "ed25519"; path = "/etc/ssh/ssh_host_ed25519_key"; } ];
      description = "Host keys, which are generated if their files do not exist.";
    };
    authorizedKeysFiles = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
    extraConfig = lib.mkOption { type = lib.types.lines; default = ""; };
    settings = lib.mkOption {
      default = { };
      description = "Settings of sshd_config.";
      type = lib.types.submodule {
        freeformType = lib.types.attrsOf (lib.types.nullOr atom);
        options = {
          PermitRootLogin = setting (lib.types.enum [ "yes" "without-password" "prohibit-password" "forced-commands-only" "no" ]) "prohibit-password";
          PasswordAuthentication = setting lib.types.bool true;
          KbdInteractiveAuthentication = setting lib.types.bool true;
          X11Forwarding = setting lib.types.bool false;
          UsePAM = setting lib.types.bool true;
          UseDns = setting lib.types.bool false;
          PrintMotd = setting lib.types.bool false;
          LogLevel = setting (lib.types.enum [ "QUIET" "FATAL" "ERROR" "INFO" "VERBOSE" "DEBUG" "DEBUG1" "DEBUG2" "DEBUG3" ]) "INFO";
        };
      };
    };
  };
  config = lib.mkIf cfg.enable {
    offlineBase.debGroups = [ "sshd" ];
    networking.firewall.allowedTCPPorts = lib.mkIf cfg.openFirewall cfg.ports;
    services.openssh.authorizedKeysFiles = [ "%h/.ssh/authorized_keys" "/etc/ssh/authorized_keys.d/%u" ];
    environment.etc = {
      "ssh/sshd_config".text =
        lib.concatMapStrings (p: "Port ${toString p}\n") cfg.ports
        + lib.concatMapStrings (k: "HostKey ${k.path}\n") cfg.hostKeys
        + "Subsystem sftp /usr/lib/openssh/sftp-server\nPermitEmptyPasswords no\n"
        + "AuthorizedKeysFile ${toString cfg.authorizedKeysFiles}\n"
        + lib.optionalString (cfg.banner != null) "Banner /etc/ssh/banner\n"
        + lib.concatStrings (lib.mapAttrsToList render (removeAttrs cfg.settings [ "PermitEmptyPasswords" ]))
        + cfg.extraConfig;
      "ssh/banner" = lib.mkIf (cfg.banner != null) { text = cfg.banner; };
      "pam.d/sshd".text = ''
        auth include common-auth-network
        account required pam_nologin.so
        account include common-account
        session required pam_env.so user_readenv=0
        session include common-session
        password include common-password
      '';
    };
    assertions = [
      {
        assertion = cfg.settings.PermitEmptyPasswords or false != true && cfg.settings.PermitEmptyPasswords or "no" != "yes";
        message = "services.openssh.settings.PermitEmptyPasswords: the offline base never accepts an empty password from the network";
      }
    ];
    systemd.services.sshd = {
      description = "SSH Daemon";
      wantedBy = [ "multi-user.target" ];
      after = [ "network.target" ];
      preStart = ''
        mkdir -p /run/sshd
      ''
      + lib.concatMapStrings (k: "[ -s ${k.path} ] || { [ -h ${k.path} ] || rm -f ${k.path}; ssh-keygen -q -t ${k.type} -N \"\" -f ${k.path}; }\n") cfg.hostKeys;
      serviceConfig = {
        Type = "notify";
        ExecStart = "/usr/sbin/sshd -D -f /etc/ssh/sshd_config";
        ExecReload = "/bin/kill -HUP $MAINPID";
        KillMode = "process";
        Restart = "always";
        RestartPreventExitStatus = 255;
      };
    };
  };
}
