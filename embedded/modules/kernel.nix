# boot.*: the kernel, its parameters and modules, and sysctl.
{ config, lib, pkgs, ... }:
let
  cfg = config.boot;
  names = lib.types.listOf lib.types.str;
  list = lib.mkOption { type = names; default = [ ]; };
  # As in NixOS: a parameter has spaces only inside double quotes.
  param = lib.types.strMatching "([^ \"]|\"[^\"]*\")+" // { name = "kernelParam"; description = "string, with spaces inside double quotes"; };
  kernel = cfg.kernelPackages.kernel;
in
{
  options.boot = {
    kernelPackages = lib.mkOption { type = lib.types.raw; default = pkgs.linuxPackages; description = "The kernel; Debian has only one."; };
    kernelParams = lib.mkOption { type = lib.types.listOf param; default = [ ]; };
    kernelModules = list;
    blacklistedKernelModules = list;
    extraModprobeConfig = lib.mkOption { type = lib.types.lines; default = ""; };
    extraModulePackages = lib.mkOption { type = lib.types.listOf lib.types.package; default = [ ]; };
    consoleLogLevel = lib.mkOption { type = lib.types.int; default = 4; };
    kernel.sysctl = lib.mkOption {
      type = lib.types.attrsOf (lib.types.nullOr (lib.types.oneOf [ lib.types.bool lib.types.str lib.types.int ]));
      default = { };
    };
    tmp.useTmpfs = lib.mkOption { type = lib.types.bool; default = false; };
    postBootCommands = lib.mkOption { type = lib.types.lines; default = ""; description = "Commands that stage 1 runs just before systemd starts, inside the new root."; };
  };
  config = {
    assertions = [
      {
        assertion = cfg.extraModulePackages == [ ];
        message = "boot.extraModulePackages: the offline base has only the kernel modules in Debian's kernel package";
      }
    ];
    boot.kernelParams = [ "loglevel=${toString cfg.consoleLogLevel}" ];
    environment.etc = {
      "modules-load.d/nixos.conf".text = lib.concatMapStrings (m: m + "\n") cfg.kernelModules;
      "modprobe.d/nixos.conf".text = lib.concatMapStrings (m: "blacklist ${m}\n") cfg.blacklistedKernelModules + cfg.extraModprobeConfig;
      "sysctl.d/60-nixos.conf".text = lib.concatStrings (
        lib.mapAttrsToList (n: v: lib.optionalString (v != null) "${n}=${if lib.isBool v then (if v then "1" else "0") else toString v}\n") cfg.kernel.sysctl
      );
      "systemd/system/local-fs.target.wants/tmp.mount" = lib.mkIf cfg.tmp.useTmpfs { source = "/usr/share/systemd/tmp.mount"; };
    };
    system.build.kernel = pkgs.runCommand "linux-${kernel.version}" { inherit (kernel) deb; } ''
      mkdir -p $out
      deb_files $deb | tar -x --no-same-owner ./boot
      cp boot/vmlinuz-${kernel.modDirVersion} $out/bzImage
    '';
  };
}
