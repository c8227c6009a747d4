# boot.initrd.*: stage 1, a busybox shell script. Of a medium, it finds that by its label; of a machine, it mounts the root
# file system with the help of udev.
{ config, lib, pkgs, ... }:
let
  cfg = config.boot.initrd;
  list = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
  kernel = config.boot.kernelPackages.kernel;
  inherit (config.offlineBase) isLive;
  ofMedium = pkgs.runCommand "initrd-${kernel.version}" {
    inherit (kernel) deb modDirVersion;
    busybox = pkgs.debFile "busybox-static";
    common = ../build/initrd.sh;
    init = ../build/stage-1.sh;
    tools = pkgs.imageTools;
    inherit (cfg) availableKernelModules kernelModules compressor;
    filesystems = lib.attrNames (lib.filterAttrs (_: on: on) cfg.supportedFilesystems);
    postBoot = config.boot.postBootCommands;
    inherit (config.system.build) consoleSetup;
    early = config.console.earlySetup;
    passAsFile = [ "postBoot" ];
  } "source ${../build/make-initrd.sh}";
  ofMachine = pkgs.runCommand "initrd-${kernel.version}" {
    kernelDeb = kernel.deb;
    inherit (kernel) modDirVersion;
    busybox = pkgs.debFile "busybox-static";
    tools = pkgs.imageTools;
    common = ../build/initrd.sh;
    init = ../build/machine/stage-1.sh;
    mountUsr = ../tools/machine/mount-usr.sh;
    debs = map toString (pkgs.debGroup "machine-initrd");
    inherit (cfg) availableKernelModules kernelModules compressor;
    filesystems = lib.attrNames (lib.filterAttrs (_: on: on) cfg.supportedFilesystems);
    mounts = config.offlineBase.earlyMounts;
    luks = config.offlineBase.luksDevices;
    resume = config.boot.resumeDevice;
    lvm = config.services.lvm.enable && cfg.services.lvm.enable;
    raid = config.boot.swraid.enable;
    inherit (config.boot.swraid) mdadmConf;
    inherit (cfg.services.udev) rules;
    inherit (config.system.build) consoleSetup;
    early = config.console.earlySetup;
    passAsFile = [ "debs" "mounts" "luks" "rules" ];
  } "source ${../build/machine/make-initrd.sh}";
in
{
  options.boot.initrd = {
    availableKernelModules = list;
    kernelModules = list;
    supportedFilesystems = lib.mkOption {
      type = lib.types.coercedTo (lib.types.listOf lib.types.str) (l: lib.genAttrs l (_: true)) (lib.types.attrsOf lib.types.bool);
      default = { };
    };
    compressor = lib.mkOption { type = lib.types.enum [ "zstd" "gzip" "xz" "cat" ]; default = "zstd"; };
    systemd.enable = lib.mkOption { type = lib.types.bool; default = false; };
  };
  config = {
    assertions = [
      {
        assertion = !cfg.systemd.enable;
        message = "boot.initrd.systemd.enable: the offline base supports only a scripted stage 1";
      }
    ];
    # Drivers for attaching a medium. Drivers that are built into Debian's kernel or missing in it are skipped.
    boot.initrd.availableKernelModules = [
      "ahci" "ata_piix" "sata_nv" "sata_via" "sata_sis" "sata_uli" "sata_inic162x" "pata_marvell" "nvme" "sd_mod" "sr_mod" "cdrom" "mmc_block"
      "sdhci_pci" "sdhci_acpi" "rtsx_pci_sdmmc" "ehci_pci" "ehci_hcd" "ohci_pci" "uhci_hcd" "xhci_pci" "xhci_hcd" "usb_storage" "uas"
      "usbhid" "hid_generic" "hid_lenovo" "hid_apple" "hid_logitech_hidpp" "virtio_pci" "virtio_blk" "virtio_scsi" "virtio_net" "mptspi"
      "vmw_pvscsi" "hv_storvsc" "hyperv_keyboard" "megaraid_sas" "mpt3sas" "vmd" "firewire_ohci" "firewire_sbp2" "i8042" "atkbd"
    ];
    boot.initrd.kernelModules = [ "loop" "squashfs" ] ++ lib.optionals isLive [ "overlay" "isofs" "nls_utf8" ];
    system.build.initialRamdisk = if isLive then ofMedium else ofMachine;
  };
}
