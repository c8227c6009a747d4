import { BootConfig, type BootConfigProps, pkgs } from "cdknix";
import { subject } from "../subject";

export const bootConfig = subject<BootConfigProps>(
  "boot-config",
  BootConfig,
  {},
  {
    kernelParameters: { two: ["console=ttyS0,115200", 'example.text="a b"'], none: [] },
    copyToRam: [true, false],
    raid: [true, false],
    filesystems: { added: ["exfat"], only: { only: ["vfat", "btrfs"] }, without: { without: ["zfs"] } },
    menuTimeout: [0, 30, null],
    consoleLogLevel: [0, 7],
    systemdStage1: [true, false],
    zram: [true, false],
    kernelPackages: { linuxPackages_6_1: pkgs.linuxPackages_6_1 },
  },
  {
    "copyToRam-with-kernelParameters": { copyToRam: true, kernelParameters: ["console=ttyS0,115200"] },
    // ZFS does not support the latest kernel, so it is removed.
    "kernelPackages-latest": { kernelPackages: pkgs.linuxPackages_latest, filesystems: { without: ["zfs"] } },
  },
);
