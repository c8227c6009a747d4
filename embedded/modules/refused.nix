# Options that are often set on installer images but are not supported here. Each has a reason.
{ config, lib, ... }:
let
  real = "build with `--nixpkgs github:NixOS/nixpkgs/nixos-${lib.baseRelease}' for it";
  off = lib.mkOption { type = lib.types.bool; default = false; };
  empty = lib.mkOption { type = lib.types.attrsOf lib.types.unspecified; default = { }; };
  inherit (config.security) run0;
  noRun0 = "the image has sudo, but not polkit, which run0 requires; ${real}";
  refuse = option: holds: reason: { assertion = !holds; message = "${option}: ${reason}"; };
in
{
  options = {
    hardware = {
      enableAllFirmware = off;
      enableRedistributableFirmware = off;
    };
    system.etc.overlay.enable = off;
    specialisation = empty;
    zramSwap = {
      enable = off;
      memoryPercent = lib.mkOption { type = lib.types.int; default = 50; };
    };
    services.xserver.enable = off;
  }
  // lib.optionalAttrs (lib.releaseAtLeast "24.11") { services.userborn.enable = off; services.xserver.enable = off; }
  // {
    documentation.man = if lib.releaseAtLeast "26.05" then { cache.enable = off; } else { generateCaches = off; };
    security = lib.optionalAttrs (lib.releaseAtLeast "26.05") {
      run0 = {
        enableSudoAlias = off;
        wheelNeedsPassword = lib.mkOption { type = lib.types.bool; default = true; };
      }
      // lib.optionalAttrs (lib.releaseAtLeast "26.11") { enable = off; sudo-shim.enable = off; };
    };
  };
  config.assertions = [
    (refuse "hardware.enableRedistributableFirmware" config.hardware.enableRedistributableFirmware "Debian's main archive has no firmware; ${real}")
    (refuse "hardware.enableAllFirmware" config.hardware.enableAllFirmware "Debian's main archive has no firmware; ${real}")
    (refuse "system.etc.overlay.enable" config.system.etc.overlay.enable "/etc is part of the image's root file system; ${real}")
    (refuse "specialisation" (config.specialisation != { }) "the boot menu has only one system; ${real}")
    (refuse "zramSwap.enable" config.zramSwap.enable "the image has no zram-generator, which sets up the device; ${real}")
    (refuse "services.xserver.enable" config.services.xserver.enable "the image has only text consoles; ${real}")
  ]
  ++ lib.optional (lib.releaseAtLeast "24.11") (
    refuse "services.userborn.enable" config.services.userborn.enable "users are written into the image; ${real}"
  )
  ++ [
    (
      if lib.releaseAtLeast "26.05" then
        refuse "documentation.man.cache.enable" config.documentation.man.cache.enable "the image has no index of its manual pages; ${real}"
      else
        refuse "documentation.man.generateCaches" config.documentation.man.generateCaches "the image has no index of its manual pages; ${real}"
    )
  ]
  ++ lib.optionals (lib.releaseAtLeast "26.05") [
    (refuse "security.run0.enable" (run0.enable or false) noRun0)
    (refuse "security.run0.enableSudoAlias" run0.enableSudoAlias noRun0)
    (refuse "security.run0.sudo-shim.enable" (run0.sudo-shim.enable or false) noRun0)
    (refuse "security.run0.wheelNeedsPassword" (!run0.wheelNeedsPassword) noRun0)
  ];
}
