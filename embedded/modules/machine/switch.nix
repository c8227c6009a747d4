# switch-to-configuration of a machine.
{ config, lib, ... }:
{
  offlineBase.toplevelCommands = lib.mkIf (!config.offlineBase.isLive && config.system.switch.enable) ''
    mkdir -p $out/bin
    {
      echo '#!/usr/bin/perl'
      sed "s#@out@#$out#; s#@installBootLoader@#${config.system.build.installBootLoader}#" ${../../tools/machine/switch-to-configuration.pl}
    } >$out/bin/switch-to-configuration
    chmod +x $out/bin/switch-to-configuration
  '';
}
