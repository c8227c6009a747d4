import { bootEntries, isBootMenu } from "../../../lib/pipeline/image/boot-entries";

describe("boot entries", () => {
  it("are read from the menu files of NixOS and the offline base", () => {
    const files = ["/EFI/boot/grub.cfg", "/boot/grub/grub.cfg", "/isolinux/isolinux.cfg", "/boot/bzImage", "/grub.cfg"];
    expect(files.filter(isBootMenu)).toEqual(["/EFI/boot/grub.cfg", "/boot/grub/grub.cfg", "/isolinux/isolinux.cfg"]);
  });

  it("of GRUB include submenus, kernels, and initrds", () => {
    // Written by nixos/modules/installer/cd-dvd/iso-image.nix of NixOS 24.05.
    const menu = `
set timeout=10
menuentry 'NixOS 24.05 Installer '  --class installer {
  # Fallback to UEFI console for boot, efifb sometimes has difficulties.
  terminal_output console
  linux /boot/bzImage \${isoboot} init=/nix/store/x/init  root=LABEL=nixos boot.shell_on_fail
  initrd /boot/initrd
}
submenu 'HiDPI, Quirks and Accessibility' --class hidpi {
  menuentry "NixOS \\"24.05\\" (debug)" --class debug {
    linux /boot/bzImage debug
    initrd /boot/initrd
  }
}
menuentry 'Firmware Setup' --class settings {
  fwsetup
}
`;
    expect(bootEntries("/EFI/boot/grub.cfg", menu)).toEqual([
      {
        title: "NixOS 24.05 Installer",
        file: "/EFI/boot/grub.cfg",
        loader: "grub",
        kernel: "/boot/bzImage",
        initrd: "/boot/initrd",
        parameters: "${isoboot} init=/nix/store/x/init root=LABEL=nixos boot.shell_on_fail",
      },
      {
        title: 'NixOS "24.05" (debug)',
        file: "/EFI/boot/grub.cfg",
        loader: "grub",
        kernel: "/boot/bzImage",
        initrd: "/boot/initrd",
        parameters: "debug",
      },
      {
        title: "Firmware Setup",
        file: "/EFI/boot/grub.cfg",
        loader: "grub",
        kernel: null,
        initrd: null,
        parameters: "",
      },
    ]);
  });

  it("of ISOLINUX have the menu title, or the label", () => {
    const menu = `
SERIAL 0 115200
TIMEOUT 100
DEFAULT boot
LABEL boot
MENU LABEL NixOS 24.05 Installer
LINUX /boot/bzImage
APPEND init=/nix/store/x/init  root=LABEL=nixos
INITRD /boot/initrd

LABEL memtest
KERNEL /boot/memtest.bin
`;
    expect(bootEntries("/isolinux/isolinux.cfg", menu)).toEqual([
      {
        title: "NixOS 24.05 Installer",
        file: "/isolinux/isolinux.cfg",
        loader: "isolinux",
        kernel: "/boot/bzImage",
        initrd: "/boot/initrd",
        parameters: "init=/nix/store/x/init root=LABEL=nixos",
      },
      {
        title: "memtest",
        file: "/isolinux/isolinux.cfg",
        loader: "isolinux",
        kernel: "/boot/memtest.bin",
        initrd: null,
        parameters: "",
      },
    ]);
  });

  it("of other files are empty", () => {
    expect(bootEntries("/boot/other.cfg", "menuentry 'x' {")).toEqual([]);
  });
});
