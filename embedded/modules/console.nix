# console.*: the font and the keyboard layout of the virtual consoles. Both are resolved when the image is built.
{ config, lib, pkgs, ... }:
let
  cfg = config.console;
in
{
  options.console = {
    enable = lib.mkOption { type = lib.types.bool; default = true; };
    font = lib.mkOption {
      type = lib.types.nullOr (lib.types.either lib.types.str lib.types.path);
      default = null;
      description = "File of a console font, or name of a font in Debian's console-setup.";
    };
    keyMap = lib.mkOption { type = lib.types.either lib.types.str lib.types.path; default = "us"; description = "Name or file of a keyboard layout."; };
    earlySetup = lib.mkOption { type = lib.types.bool; default = false; description = "Whether to set them in stage 1."; };
    packages = lib.mkOption { type = lib.types.listOf lib.types.package; default = [ ]; description = "Packages with additional fonts in share/consolefonts."; };
    colors = lib.mkOption { type = lib.types.listOf (lib.types.strMatching "[[:xdigit:]]{6}"); default = [ ]; };
  };
  config = {
    system.build.consoleSetup = pkgs.runCommand "console-setup" {
      font = if cfg.font == null then "" else "${cfg.font}";
      keyMap = "${cfg.keyMap}";
      fonts = pkgs.debFile "console-setup-linux";
      maps = pkgs.debFile "console-data";
      tools = pkgs.imageTools;
      packages = map toString cfg.packages;
    } "source ${../build/console-setup.sh}";
    systemd.services.console-setup-offline = lib.mkIf cfg.enable {
      description = "Console Font and Key Map";
      wantedBy = [ "sysinit.target" ];
      before = [ "sysinit.target" "shutdown.target" ];
      after = [ "systemd-udev-trigger.service" ];
      conflicts = [ "shutdown.target" ];
      unitConfig = { DefaultDependencies = false; ConditionPathExists = "/dev/tty0"; };
      serviceConfig = { Type = "oneshot"; RemainAfterExit = true; ExecStart = "${config.system.build.consoleSetup}/load"; };
    };
    # A graphics driver that takes over the console loads its own font.
    environment.etc."udev/rules.d/90-console-setup.rules".text =
      "ACTION==\"add\", SUBSYSTEM==\"vtconsole\", KERNEL==\"vtcon*\", RUN+=\"${config.system.build.consoleSetup}/load\"\n";
    boot.kernelParams = lib.mkIf (cfg.colors != [ ]) (
      map (c: "vt.default_${c}=${lib.concatMapStringsSep "," (x: "0x${lib.substring (if c == "red" then 0 else if c == "grn" then 2 else 4) 2 x}") cfg.colors}") [ "red" "grn" "blu" ]
    );
  };
}
