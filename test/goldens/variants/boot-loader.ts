import { BootLoader, BootLoaderKind, DiskContent, DiskLayout, DiskSelector, Filesystem, Partition, Size } from "cdknix";
import { machineSubject, props } from "../machine-subject";

const kinds: Readonly<Record<string, BootLoaderKind>> = {
  "systemd-boot": BootLoaderKind.systemdBoot(),
  "systemd-boot-settings": BootLoaderKind.systemdBoot(
    props("SystemdBootProps", { generations: 10, menuTimeout: 3, editor: true, efiVariables: false }),
  ),
  "systemd-boot-waits": BootLoaderKind.systemdBoot(
    props("SystemdBootProps", { menuTimeout: null, editor: false, efiVariables: true }),
  ),
  "grub-bios": BootLoaderKind.grubBios(props("BootMenuProps", { generations: 10, menuTimeout: 3 })),
  "grub-efi": BootLoaderKind.grubEfi(props("GrubEfiProps", { generations: 10, menuTimeout: 3, efiVariables: true })),
  "grub-efi-removable": BootLoaderKind.grubEfi(props("GrubEfiProps", { menuTimeout: null, efiVariables: false })),
  grub: BootLoaderKind.grub(props("BootMenuProps", { menuTimeout: null })),
};

/** Whether a variant boots with BIOS. */
const hasBios = (variant: string): boolean => variant === "grub" || variant === "grub-bios";

export const bootLoader = machineSubject("boot-loader", BootLoader, kinds, (host, variant) => {
  new DiskLayout(host, "disks", {
    disks: {
      main: {
        device: DiskSelector.bySerial("WD-1234"),
        content: DiskContent.gpt({
          ...(hasBios(variant) ? { bios: Partition.biosBoot() } : {}),
          ...(variant === "grub-bios" ? {} : { esp: Partition.esp({ size: Size.mebibytes(512) }) }),
          root: Partition.rest(Filesystem.ext4({ mountPoint: "/" })),
        }),
      },
    },
  });
});
