# disko.*: the disks of a machine, with the options and scripts of disko 1.13 that the offline base supports.
{ config, lib, pkgs, ... }:
let
  cfg = config.disko;
  types = import ./types { inherit lib pkgs; inherit (cfg) rootMountPoint; };
  devices = lib.concatLists (
    lib.mapAttrsToList (kind: lib.mapAttrsToList (name: value: { key = "${kind}.${name}"; inherit kind value; } // value._disko)) {
      inherit (cfg.devices) disk mdadm lvm_vg nodev;
    }
  );
  configs = lib.concatMap (d: d.config) devices;
  of = name: lib.mkIf cfg.enableConfig (lib.mkMerge (map (c: c.${name}) (lib.filter (c: c ? ${name}) configs)));
  scripts = import ./scripts.nix { inherit lib pkgs devices; inherit (cfg) rootMountPoint; disks = lib.attrValues cfg.devices.disk; };
  absent = what: lib.mkOption { type = lib.types.attrsOf lib.types.unspecified; default = { }; description = "Always empty: ${what}"; };
  noZfs = "Debian's main archive has no ZFS; build with `--nixpkgs github:NixOS/nixpkgs/nixos-${lib.baseRelease}' for it";
  noBcachefs = "Debian's kernel has no bcachefs";
in
{
  options.disko = {
    devices = lib.mkOption {
      default = { };
      description = "The devices to create.";
      type = lib.types.submodule {
        options = {
          disk = types.setOf types.disk;
          mdadm = types.setOf types.mdadm;
          lvm_vg = types.setOf types.lvm_vg;
          nodev = types.setOf types.nodev;
          zpool = absent noZfs;
          bcachefs_filesystems = absent noBcachefs;
        };
      };
    };
    rootMountPoint = lib.mkOption { type = lib.types.str; default = "/mnt"; description = "Where the scripts mount the root file system."; };
    enableConfig = lib.mkOption { type = lib.types.bool; default = true; description = "Whether the system mounts the devices."; };
  };
  config = {
    assertions = [
      { assertion = cfg.devices.zpool == { }; message = "disko.devices.zpool: ${noZfs}"; }
      { assertion = cfg.devices.bcachefs_filesystems == { }; message = "disko.devices.bcachefs_filesystems: ${noBcachefs}"; }
    ]
    ++ lib.concatMap (d: d.assertions or [ ]) devices;
    system.build = lib.mapAttrs (
      _: script: if cfg.devices.disk == { } then throw "No disks defined, did you forget to import your disko config?" else script
    ) scripts;
    fileSystems = of "fileSystems";
    swapDevices = of "swapDevices";
    boot = of "boot";
  };
}
