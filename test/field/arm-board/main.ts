/**
 * An installer for 64-bit ARM servers and boards with UEFI firmware, with a console on the serial ports that they have.
 *
 * Beyond typed constructs: kernel modules of the boards' storage and network, which are not in the default initial RAM disk.
 */
import {
  App,
  BootConfig,
  Flake,
  Host,
  InstallerTools,
  IsoImage,
  NetworkConfig,
  Nixpkgs,
  NixosModule,
  pkgs,
  type Release,
  SpaceSaver,
  SshAccess,
} from "cdknix";

const app = new App();
const flake = new Flake(app, "boards", {
  description: "Installers for ARM boards",
  nixpkgs: Nixpkgs.release(app.node.getContext("release") as Release),
});
const board = new Host(flake, "board", { system: "aarch64-linux" });

new IsoImage(board, "image", { volumeId: "ARM_INSTALLER" });
new BootConfig(board, "boot", {
  filesystems: { only: ["ext4", "vfat", "btrfs", "f2fs"] },
  kernelParameters: ["console=tty0", "console=ttyS2,1500000n8", "console=ttyAMA0,115200n8"],
  zram: true,
});
new InstallerTools(board, "tools", { packages: [pkgs["mmc-utils"], pkgs.dtc, pkgs["i2c-tools"], pkgs.usbutils] });
new NetworkConfig(board, "network", { domain: "boards.example.org" });
new SshAccess(board, "ssh", {
  authorizedKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ+HOl7odsyTFVaN7W2 nobody@example"],
});
new SpaceSaver(board, "space");
new NixosModule(board, "hardware", {
  config: {
    boot: { initrd: { availableKernelModules: ["usb_storage", "xhci_pci", "nvme", "virtio_pci", "virtio_blk"] } },
    hardware: { deviceTree: { enable: true }, enableRedistributableFirmware: true },
  },
});

app.synth();
