# disko.devices.disk.<name>.
{ lib, option, fixed, make, below, content, ... }:
make {
  options = name: config: {
    name = option lib.types.str (lib.replaceStrings [ "/" ] [ "_" ] name);
    type = fixed "disk";
    device = lib.mkOption { type = lib.types.path; };
    destroy = option lib.types.bool true;
    content = content { parent = config; inherit (config) device; };
  };
  disko = config: below [ config.content ];
}
