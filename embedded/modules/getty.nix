# services.getty.*: login prompts on tty1 to tty6 and on every serial console that the kernel uses.
{ config, lib, ... }:
let
  cfg = config.services.getty;
  dropIn = args: {
    text = ''
      [Service]
      ExecStart=
      ExecStart=-/sbin/agetty -o '-p -- \\u' ${lib.optionalString (cfg.autologinUser != null) "--autologin ${cfg.autologinUser} "}${lib.escapeShellArgs cfg.extraArgs} ${args}
    '';
  };
in
{
  options.services.getty = {
    autologinUser = lib.mkOption { type = lib.types.nullOr lib.types.str; default = null; };
    extraArgs = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
    greetingLine = lib.mkOption { type = lib.types.str; default = "<<< Welcome to the ${config.system.nixos.distroName} ${config.system.nixos.label} (\\m) - \\l >>>"; };
    helpLine = lib.mkOption { type = lib.types.lines; default = ""; };
  };
  config = {
    assertions = [
      {
        assertion = cfg.autologinUser == null || config.users.users ? ${toString cfg.autologinUser};
        message = "services.getty.autologinUser: no user named `${toString cfg.autologinUser}'";
      }
    ];
    environment.etc = {
      "systemd/system/getty@.service.d/overrides.conf" = dropIn "--noclear - $TERM";
      "systemd/system/serial-getty@.service.d/overrides.conf" = dropIn "--keep-baud 115200,57600,38400,9600 - $TERM";
      issue.text = "\n${cfg.greetingLine}\n\n${cfg.helpLine}\n\n";
    };
  };
}
