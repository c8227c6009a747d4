# sudo and PAM: Debian's service files include the common-* files that are created here.
{ config, lib, pkgs, ... }:
let
  cfg = config.security;
  limit = l: "${l.domain} ${l.type} ${l.item} ${toString l.value}\n";
in
{
  options.security = {
    sudo = {
      enable = lib.mkOption { type = lib.types.bool; default = true; };
      wheelNeedsPassword = lib.mkOption { type = lib.types.bool; default = true; };
      extraConfig = lib.mkOption { type = lib.types.lines; default = ""; };
    };
    pam.loginLimits = lib.mkOption {
      default = [ ];
      description = "Resource limits of login sessions.";
      type = lib.types.listOf (
        lib.types.submodule {
          options = {
            domain = lib.mkOption { type = lib.types.str; };
            type = lib.mkOption { type = lib.types.enum [ "-" "hard" "soft" ]; default = "-"; };
            item = lib.mkOption {
              type = lib.types.enum [
                "core" "data" "fsize" "memlock" "nofile" "rss" "stack" "cpu" "nproc" "as" "maxlogins" "maxsyslogins" "priority" "locks"
                "sigpending" "msgqueue" "nice" "rtprio"
              ];
            };
            value = lib.mkOption { type = lib.types.oneOf [ lib.types.int lib.types.str ]; };
          };
        }
      );
    };
  };
  config = {
    offlineBase.debGroups = lib.optional cfg.sudo.enable "sudo";
    environment.etc = {
      "pam.d/common-auth".text = "auth sufficient pam_unix.so nullok try_first_pass\nauth required pam_deny.so\n";
      # sshd has its own PAM stack, so that an empty password is never accepted from the network.
      "pam.d/common-auth-network".text = "auth sufficient pam_unix.so try_first_pass\nauth required pam_deny.so\n";
      "pam.d/common-account".text = "account required pam_unix.so\n";
      "pam.d/common-password".text = "password sufficient pam_unix.so nullok yescrypt\n";
      "pam.d/common-session".text = "session required pam_unix.so\nsession required pam_limits.so\nsession optional pam_systemd.so\n";
      "pam.d/common-session-noninteractive".text = "session required pam_unix.so\nsession required pam_limits.so\n";
      "pam.d/other".text = "auth required pam_deny.so\naccount required pam_deny.so\npassword required pam_deny.so\nsession required pam_deny.so\n";
      "security/limits.conf".text = lib.concatMapStrings limit cfg.pam.loginLimits;
      sudoers = lib.mkIf cfg.sudo.enable {
        mode = "0440";
        text = ''
          # Don't edit this file. Set the NixOS options ‘security.sudo.extraConfig’ instead.
          Defaults env_keep += "TERMINFO SSH_AUTH_SOCK NIX_SSL_CERT_FILE"
          Defaults secure_path="/run/current-system/sw/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
          root ALL=(ALL:ALL) SETENV: ALL
          %wheel ALL=(ALL:ALL) ${lib.optionalString (!cfg.sudo.wheelNeedsPassword) "NOPASSWD: "}SETENV: ALL
          ${cfg.sudo.extraConfig}
        '';
      };
    };
  };
}
