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
  HostClass,
  LogicalVolume,
  NixosModule,
  Nixpkgs,
  Partition,
  RaidArray,
  Secret,
  Size,
  ZfsPool,
  type DiskLayoutProps,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { reportOf } from "../support";
import { diskText, esp, gptLayout, machine, reportedFor, root } from "./machine";

const gib = (amount: number): Size => Size.gibibytes(amount);
const data = Filesystem.ext4({ mountPoint: "/data" });

/** A part of a module: the attribute with everything in it, without its indentation. */
function part(text: string, attribute: string): string {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.trimStart().startsWith(attribute));
  const [indentation = ""] = /^ */.exec(lines[start] ?? "") ?? [];
  const length = lines.slice(start).findIndex((line) => line.startsWith(indentation) && /^(?:\}|\]|'')?;$|[^{[(']+;$/.test(line.slice(indentation.length)) && !line.startsWith(`${indentation} `)); // prettier-ignore
  return lines
    .slice(start, start + length + 1)
    .map((line) => line.slice(indentation.length))
    .join("\n");
}

describe("the module of a disk layout", () => {
  it("has disko's devices, the drivers of stage 1, udev rules, and the choice of disks as data", () => {
    expect(diskText(gptLayout())).toMatchInlineSnapshot(`
     "{ inputs, ... }:
     {
       imports = [ inputs.disko.nixosModules.disko ];

       disko.devices.disk.main = {
         type = "disk";
         device = "/dev/disk/by-cdknix/main";
         content = {
           type = "gpt";
           partitions = {
             esp = {
               size = "512M";
               type = "EF00";
               content = {
                 type = "filesystem";
                 format = "vfat";
                 mountpoint = "/boot";
                 mountOptions = [ "umask=0077" ];
               };
             };
             root = {
               size = "100%";
               content = {
                 type = "filesystem";
                 format = "ext4";
                 mountpoint = "/";
               };
             };
           };
         };
       };

       # drivers of the usual disk controllers
       boot.initrd.availableKernelModules = [
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

       services.udev.extraRules = ''
         SUBSYSTEM=="block", ENV{ID_SERIAL_SHORT}=="WD-1234", ENV{CDKNIX_DISK}="main"
         SUBSYSTEM=="block", ENV{ID_SERIAL}=="WD-1234", ENV{CDKNIX_DISK}="main"
         SUBSYSTEM=="block", ENV{ID_SCSI_SERIAL}=="WD-1234", ENV{CDKNIX_DISK}="main"
         ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="disk", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}"
         ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="partition", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}-part%n"
       '';

       system.build.cdknixDisks.main = {
         device = "/dev/disk/by-cdknix/main";
         select.serial = "WD-1234";
         minimumSize = 540016640;
       };
     }
     "
    `);
  });

  it("has Btrfs with subvolumes", () => {
    const subvolumes = {
      "/": {},
      "/home": { mountOptions: ["noatime"] },
      "/nix": { compress: "zstd", name: "/@nix" },
      "/persist": { neededForBoot: true },
    };
    const text = diskText(gptLayout({ root: Partition.rest(Filesystem.btrfs({ subvolumes, label: "system" })) }));
    expect(part(text, "root = {")).toMatchInlineSnapshot(`
     "root = {
       size = "100%";
       content = {
         type = "btrfs";
         extraArgs = [
           "-f"
           "-L"
           "system"
         ];
         subvolumes = {
           "/root".mountpoint = "/";
           "/home" = {
             mountpoint = "/home";
             mountOptions = [ "noatime" ];
           };
           "/@nix" = {
             mountpoint = "/nix";
             mountOptions = [ "compress=zstd" ];
           };
           "/persist".mountpoint = "/persist";
         };
       };
     };"
    `);
    expect(text).toContain('fileSystems."/persist".neededForBoot = true;');
  });

  it("has encrypted devices, whose passphrase is a secret of the installer's medium or asked for", () => {
    const layout = (passphrase?: Secret): DiskLayoutProps =>
      gptLayout({
        root: Partition.rest(
          DiskContent.luks(root, { discards: true, ...(passphrase === undefined ? {} : { passphrase }) }),
        ),
      });
    expect(part(diskText(layout(Secret.named("disk"))), "root = {")).toMatchInlineSnapshot(`
     "root = {
       size = "100%";
       content = {
         type = "luks";
         name = "crypt-root";
         passwordFile = "/run/cdknix/secrets/disk";
         settings.allowDiscards = true;
         content = {
           type = "filesystem";
           format = "ext4";
           mountpoint = "/";
         };
       };
     };"
    `);
    expect(diskText(layout())).not.toContain("passwordFile");
    expect(reportedFor({ layout: layout(Secret.named("disk")) })).toBe("");
  });

  it("has LVM, also inside an encrypted device", () => {
    const layout = gptLayout(
      { root: Partition.rest(DiskContent.luks(DiskContent.lvmMember("pool"), { name: "vault" })) },
      {
        volumeGroups: {
          pool: {
            root: LogicalVolume.percent(50, root),
            swap: LogicalVolume.of(gib(4), DiskContent.swap()),
            data: LogicalVolume.rest(data),
          },
        },
      },
    );
    const text = diskText(layout);
    expect(part(text, "lvm_vg.pool = {")).toMatchInlineSnapshot(`
     "lvm_vg.pool = {
       type = "lvm_vg";
       lvs = {
         root = {
           size = "50%VG";
           content = {
             type = "filesystem";
             format = "ext4";
             mountpoint = "/";
           };
         };
         swap = {
           size = "4G";
           content.type = "swap";
         };
         data = {
           size = "100%";
           content = {
             type = "filesystem";
             format = "ext4";
             mountpoint = "/data";
           };
         };
       };
     };"
    `);
    expect(text).toContain("services.lvm.enable = true;");
  });

  it("has software RAIDs", () => {
    const member = (name: string): DiskLayoutProps["disks"][string] => ({
      device: DiskSelector.byWwn(name),
      content: DiskContent.gpt({ bios: Partition.biosBoot(), data: Partition.rest(DiskContent.raidMember("md")) }),
    });
    const layout: DiskLayoutProps = {
      disks: { one: member("0x5002538e40a1b2c3"), two: member("eui.0025385b71b0f2a1") },
      arrays: { md: RaidArray.raid1(root) },
    };
    const text = diskText(layout, BootLoaderKind.grubBios());
    expect(part(text, "mdadm.md = {")).toMatchInlineSnapshot(`
     "mdadm.md = {
       type = "mdadm";
       level = 1;
       content = {
         type = "filesystem";
         format = "ext4";
         mountpoint = "/";
       };
     };"
    `);
    expect(text).toContain('device = "/dev/disk/by-id/wwn-0x5002538e40a1b2c3";');
    expect(text).toContain('device = "/dev/disk/by-id/nvme-eui.0025385b71b0f2a1";');
    expect(text).toContain('swraid.mdadmConf = "MAILADDR root\\n";');
    expect(text).not.toContain("CDKNIX_DISK");
  });

  it("has ZFS pools", () => {
    const pool = ZfsPool.mirror({
      poolProperties: { ashift: "12" },
      datasets: { root: { mountPoint: "/" }, data: { properties: { recordsize: "16K" } } },
    });
    const member = (name: string): DiskLayoutProps["disks"][string] => ({
      device: DiskSelector.byId(name),
      content: DiskContent.zfsMember("tank"),
    });
    const { disks } = gptLayout({ root: Partition.rest(data) });
    const layout = { disks: { ...disks, a: member("a"), b: member("/dev/disk/by-id/b") }, zfsPools: { tank: pool } };
    const app = machine({ layout });
    expect(reportOf(app)).toContain("zfs-host-id");
    const withId = machine({
      layout,
      also: (host) => new NixosModule(host, "zfs", { config: { networking: { hostId: "8425e349" } } }),
    });
    const text = FlakeAssertions.fromApp(withId).file("machines/systems/web/disks.nix");
    expect(part(text, "zpool.tank = {")).toMatchInlineSnapshot(`
     "zpool.tank = {
       type = "zpool";
       mode = "mirror";
       options.ashift = "12";
       rootFsOptions = {
         mountpoint = "none";
         compression = "zstd";
       };
       datasets = {
         root = {
           type = "zfs_fs";
           mountpoint = "/";
           options.mountpoint = "legacy";
         };
         data = {
           type = "zfs_fs";
           options = {
             mountpoint = "none";
             recordsize = "16K";
           };
         };
       };
     };"
    `);
    expect(text).toContain('device = "/dev/disk/by-id/b";');
    expect(text).toContain("forceImportRoot = false;");
  });

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

  it("has an MBR, with the boot partition marked, and tells GRUB the disk", () => {
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

describe("a disk selected by conditions", () => {
  const layout = (content: DiskContent): DiskLayoutProps => ({
    disks: {
      main: {
        device: DiskSelector.where({ minimumSize: gib(8), maximumSize: gib(999), rotational: false, transport: "nvme", model: "Samsung" }), // prettier-ignore
        content,
      },
    },
  });

  it("has a partition table with an identifier, by which udev recognizes it", () => {
    const text = diskText(layout(DiskContent.gpt({ esp, root: Partition.rest(root) })));
    expect(part(text, "preCreateHook = ''")).toMatchInlineSnapshot(`
     "preCreateHook = ''
       if ! blkid /dev/disk/by-cdknix/main >&2; then
         sgdisk --clear --disk-guid=6969658e-c2d6-5877-964c-898150786506 /dev/disk/by-cdknix/main
       fi
     '';"
    `);
    expect(part(text, "services.udev.extraRules = ''")).toMatchInlineSnapshot(`
     "services.udev.extraRules = ''
       SUBSYSTEM=="block", ENV{ID_PART_TABLE_UUID}=="6969658e-c2d6-5877-964c-898150786506", ENV{CDKNIX_DISK}="main"
       ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="disk", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}"
       ENV{CDKNIX_DISK}=="?*", ENV{DEVTYPE}=="partition", SYMLINK+="disk/by-cdknix/$env{CDKNIX_DISK}-part%n"
     '';"
    `);
    expect(part(text, "system.build.cdknixDisks.main = {")).toMatchInlineSnapshot(`
     "system.build.cdknixDisks.main = {
       device = "/dev/disk/by-cdknix/main";
       select = {
         minimumSize = 8589934592;
         maximumSize = 1072668082176;
         rotational = false;
         transport = "nvme";
         model = "Samsung";
       };
       identifier = "6969658e-c2d6-5877-964c-898150786506";
       minimumSize = 540016640;
     };"
    `);
  });

  it("has a disk ID with an MBR", () => {
    const text = diskText(layout(DiskContent.mbr({ root: Partition.rest(root) })), BootLoaderKind.grubBios());
    expect(part(text, "preCreateHook = ''")).toMatchInlineSnapshot(`
     "preCreateHook = ''
       if ! blkid /dev/disk/by-cdknix/main >&2; then
         parted --script /dev/disk/by-cdknix/main mklabel msdos
         sfdisk --disk-id /dev/disk/by-cdknix/main 0x6969658e
       fi
     '';"
    `);
    expect(text).toContain('identifier = "6969658e";');
  });

  it("has an identifier of its own in each host, and always the same one", () => {
    const identifierIn = (host: string, disk: string): string | undefined => {
      const app = new App();
      const flake = new Flake(app, "machines", { nixpkgs: Nixpkgs.release("24.05") });
      const scope = new Host(flake, host, { system: "x86_64-linux" });
      new BootLoader(scope, "loader", BootLoaderKind.systemdBoot());
      const content = DiskContent.gpt({ esp, root: Partition.rest(root) });
      new DiskLayout(scope, "disks", { disks: { [disk]: { device: DiskSelector.only(), content } } });
      const text = FlakeAssertions.fromApp(app).file(`machines/systems/${host}/disks.nix`);
      return /identifier = "(.*)"/.exec(text)?.[1];
    };
    const all = [identifierIn("a", "main"), identifierIn("b", "main"), identifierIn("a", "other")];
    expect(new Set(all).size).toBe(3);
    expect(identifierIn("a", "main")).toBe(all[0]);
    for (const each of all) expect(each).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
  });
});

describe("the flake input disko", () => {
  const flakeText = (inputs: Readonly<Record<string, string>>, later?: (flake: Flake) => void): string => {
    const app = new App();
    const flake = new Flake(app, "machines", { nixpkgs: Nixpkgs.release("24.05"), inputs });
    const servers = new HostClass(flake, "server");
    new DiskLayout(servers, "disks", gptLayout());
    new BootLoader(servers, "loader", BootLoaderKind.systemdBoot());
    for (const id of ["a", "b"]) new Host(flake, id, { class: servers, system: "x86_64-linux" });
    const other = new Host(flake, "c", { system: "x86_64-linux" });
    new DiskLayout(other, "disks", gptLayout());
    new BootLoader(other, "loader", BootLoaderKind.systemdBoot());
    later?.(flake);
    expect(reportOf(app)).toBe("");
    return FlakeAssertions.fromApp(app).file("machines/flake.nix");
  };

  it("is added once, and follows the flake's nixpkgs", () => {
    expect(part(flakeText({}), "disko = {")).toMatchInlineSnapshot(`
     "disko = {
       url = "github:nix-community/disko/v1.13.0";
       inputs.nixpkgs.follows = "nixpkgs";
     };"
    `);
  });

  it("is the one that the program adds, before or after", () => {
    const own = "github:me/disko";
    expect(flakeText({ disko: own })).toContain('disko.url = "github:me/disko";');
    expect(flakeText({}, (flake) => flake.addInput("disko", own))).toContain('disko.url = "github:me/disko";');
  });

  it("is reported if the program adds it twice", () => {
    const app = machine({ layout: gptLayout() });
    const flake = app.node.findChild("machines") as Flake;
    flake.addInput("disko", "github:me/disko");
    flake.addInput("disko", "github:me/disko");
    expect(reportOf(app)).toContain('error[duplicate-input]: machines: the input "disko" is defined twice');
  });
});
