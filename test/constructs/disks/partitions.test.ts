import {
  App,
  BootLoader,
  BootLoaderKind,
  DiskContent,
  DiskLayout,
  DiskSelector,
  Filesystem,
  Flake,
  Host,
  Nixpkgs,
  Partition,
  Size,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";

import { diskText, gib, gptLayout, part, root } from "./machine";

const data = Filesystem.ext4({ mountPoint: "/data" });

describe("partitions of a disk layout", () => {
  it("has swap space, swap files, and file systems in memory", () => {
    const layout = gptLayout(
      { swap: Partition.swap({ size: gib(2), priority: 5, randomEncryption: true, discards: true }) },
      {
        swapFiles: { "/swapfile": { size: gib(1), priority: 1, randomEncryption: true } },
        tmpfs: { "/tmp": { size: gib(2), mode: "1777", mountOptions: ["nodev"] }, "/run/build": {} },
      },
    );
    const text = diskText(layout);
    expect(part(text, "swap = {")).toMatchInlineSnapshot(`
     "swap = {
       size = "2G";
       content = {
         type = "swap";
         priority = 5;
         randomEncryption = true;
         discardPolicy = "both";
       };
     };"
    `);
    expect(part(text, "swapDevices = [")).toMatchInlineSnapshot(`
     "swapDevices = [
       {
         device = "/swapfile";
         size = 1024;
         priority = 1;
         randomEncryption.enable = true;
       }
     ];"
    `);
    expect(part(text, "nodev = {")).toMatchInlineSnapshot(`
     "nodev = {
       "/tmp" = {
         fsType = "tmpfs";
         mountOptions = [
           "size=2G"
           "mode=1777"
           "nodev"
         ];
       };
       "/run/build" = {
         fsType = "tmpfs";
         mountOptions = [ "mode=755" ];
       };
     };"
    `);
    const hibernating = diskText(gptLayout({ swap: Partition.swap({ size: gib(2), hibernation: true }) }));
    expect(hibernating).toContain("resumeDevice = true;");
  });

  it("has an MBR, with the boot partition marked, and names the disk for GRUB", () => {
    const content = DiskContent.mbr({
      boot: Partition.of(gib(1), Filesystem.ext4({ mountPoint: "/boot" })),
      root: Partition.rest(root),
      swap: Partition.swap({ size: Size.kibibytes(100) }),
    });
    const layout = { disks: { main: { device: DiskSelector.bySerial("A B"), content } } };
    expect(diskText(layout, BootLoaderKind.grubBios())).toMatchInlineSnapshot(`
     "{ inputs, ... }:
     {
       imports = [ inputs.disko.nixosModules.disko ];

       disko.devices.disk.main = {
         type = "disk";
         device = "/dev/disk/by-cdknix/main";
         content = {
           type = "table";
           format = "msdos";
           partitions = [
             {
               name = "boot";
               start = "1MiB";
               end = "1025MiB";
               bootable = true;
               content = {
                 type = "filesystem";
                 format = "ext4";
                 mountpoint = "/boot";
               };
             }
             {
               name = "swap";
               start = "1025MiB";
               end = "1049700KiB";
               fs-type = "linux-swap";
               content.type = "swap";
             }
             {
               name = "root";
               start = "1049700KiB";
               end = "100%";
               content = {
                 type = "filesystem";
                 format = "ext4";
                 mountpoint = "/";
               };
             }
           ];
         };
       };

       boot = {
         initrd = {
           # drivers of the usual disk controllers
           availableKernelModules = [
             "ahci"
             "ata_piix"
             "hv_storvsc"
             "mptspi"
             "nvme"
             "sd_mod"
             "sdhci_pci"
             "uas"
             "usb_storage"
             "virtio_blk"
             "virtio_pci"
             "virtio_scsi"
             "xhci_pci"
           ];
           services.udev.rules = ''
             SUBSYSTEM=="block", ENV{ID_SERIAL_SHORT}=="A_B", ENV{CDKNIX_DISK}="main"
             SUBSYSTEM=="block", ENV{ID_SERIAL}=="A_B", ENV{CDKNIX_DISK}="main"
             SUBSYSTEM=="block", ENV{ID_SCSI_SERIAL}=="A_B", ENV{CDKNIX_DISK}="main"
             ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="disk", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}"
             ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="partition", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}-part%n"
           '';
         };
         loader.grub.devices = [ "/dev/disk/by-cdknix/main" ];
       };

       services.udev.extraRules = ''
         SUBSYSTEM=="block", ENV{ID_SERIAL_SHORT}=="A_B", ENV{CDKNIX_DISK}="main"
         SUBSYSTEM=="block", ENV{ID_SERIAL}=="A_B", ENV{CDKNIX_DISK}="main"
         SUBSYSTEM=="block", ENV{ID_SCSI_SERIAL}=="A_B", ENV{CDKNIX_DISK}="main"
         ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="disk", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}"
         ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="partition", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}-part%n"
       '';

       system.build.cdknixDisks.main = {
         device = "/dev/disk/by-cdknix/main";
         select.serial = "A B";
         minimumSize = 1076989952;
         table = "dos";
         partitions = 3;
       };
     }
     "
    `);
  });

  it("has the mount point of the EFI system partition", () => {
    const text = diskText(gptLayout({ esp: Partition.esp({ size: gib(1), mountPoint: "/efi" }) }));
    expect(text).toContain('efi.efiSysMountPoint = "/efi";');
    expect(diskText(gptLayout())).not.toContain("efiSysMountPoint");
  });

  it("has the order of the program, with the rest at the end", () => {
    const layout = gptLayout({ swap: Partition.swap({ size: gib(1) }), data: Partition.of(gib(1), data) });
    expect(diskText(layout).match(/(?:\w+ = \{\n *priority = \d|priority)/g)).toMatchInlineSnapshot(`
     [
       "esp = {
               priority = 1",
       "swap = {
               priority = 2",
       "data = {
               priority = 3",
       "root = {
               priority = 4",
     ]
    `);
    expect(diskText(gptLayout({ swap: Partition.swap({ size: gib(1) }) }))).not.toContain("priority");
  });

  it("has content of disko as it is, and overrides", () => {
    const content = DiskContent.disko({ type: "filesystem", format: "ntfs", mountpoint: "/win" });
    const layout = gptLayout({ win: Partition.of(gib(1), content) });
    expect(part(diskText(layout), "win = {")).toMatchInlineSnapshot(`
     "win = {
       size = "1G";
       content = {
         type = "filesystem";
         format = "ntfs";
         mountpoint = "/win";
       };
     };"
    `);
    const app = new App();
    const flake = new Flake(app, "machines", { nixpkgs: Nixpkgs.release("24.05") });
    const host = new Host(flake, "web", { system: "aarch64-linux" });
    new BootLoader(host, "loader", BootLoaderKind.systemdBoot());
    new DiskLayout(host, "disks", gptLayout()).addOverride("disko.devices.disk.main.imageSize", "8G");
    const text = FlakeAssertions.fromApp(app).file("machines/systems/web/disks.nix");
    expect(text).toContain('imageSize = "8G";');
    // A driver that Linux has only on x86 would make the build of stage 1 fail.
    expect(text).not.toContain("hv_storvsc");
  });
});
