# Swap space.
{ lib, option, fixed, make, words, ... }:
{ parent, device }:
make {
  options = _: _: {
    type = fixed "swap";
    device = option lib.types.str device;
    discardPolicy = option (lib.types.nullOr (lib.types.enum [ "once" "pages" "both" ])) null;
    extraArgs = words;
    mountOptions = option (lib.types.listOf lib.types.nonEmptyStr) [ "defaults" ];
    priority = option (lib.types.nullOr lib.types.int) null;
    randomEncryption = option lib.types.bool false;
    resumeDevice = option lib.types.bool false;
  };
  disko =
    config:
    {
      config = [
        {
          swapDevices = [
            {
              inherit (config) device discardPolicy priority;
              randomEncryption = { enable = config.randomEncryption; allowDiscards = config.discardPolicy != null; };
              options = config.mountOptions;
            }
          ];
        }
      ]
      ++ lib.optional config.resumeDevice { boot.resumeDevice = config.device; };
    }
    // lib.optionalAttrs (!config.randomEncryption) {
      create = ''
        if ! (blkid "${config.device}" -o export | grep -q '^TYPE='); then
          mkswap ${toString config.extraArgs} "${config.device}"
        fi
      '';
      mountFs.${config.device} = ''
        if [ "''${DISKO_SKIP_SWAP:-}" != 1 ] && ! swapon --show | grep -q "^$(readlink -f "${config.device}") "; then
          swapon ${lib.optionalString (config.discardPolicy != null) "--discard${
            lib.optionalString (config.discardPolicy != "both") "=${config.discardPolicy}"
          } "}${lib.optionalString (config.priority != null) "--priority=${toString config.priority} "}--options=${
            lib.concatStringsSep "," config.mountOptions
          } "${config.device}"
        fi
      '';
      unmountFs.${config.device} = ''
        if swapon --show | grep -q "^$(readlink -f "${config.device}") "; then
          swapoff "${config.device}"
        fi
      '';
    };
}
