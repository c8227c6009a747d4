import {
  BootLoaderKind,
  DiskContent,
  DiskSelector,
  Filesystem,
  LogicalVolume,
  NixosModule,
  Partition,
  RaidArray,
  Secret,
  ZfsPool,
  type DiskLayoutProps,
} from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { reportOf } from "../support";
import { diskText, gib, gptLayout, machine, part, reportedFor, root } from "./machine";

const data = Filesystem.ext4({ mountPoint: "/data" });

describe("the module of a disk layout", () => {
  it("has disko's devices, the drivers of stage 1, udev rules, and the choice of disks as data", () => {
    expect(diskText(gptLayout())).toMatchInlineSnapshot(`
     "{ config, inputs, ... }:
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
         table = "gpt";
         partitions = 2;
         labels = builtins.catAttrs "label" (
           builtins.attrValues config.disko.devices.disk.main.content.partitions
         );
       };
     }
     "
    `);
  });

  it("has Btrfs with subvolumes", () => {
    const subvolumes = {
      "/": { compress: "zstd" },
      "/home": { compress: "zstd", mountOptions: ["noatime"] },
      "/nix": { compress: "zstd", name: "/@nix" },
      "/persist": { compress: "zstd", neededForBoot: true },
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
           "/root" = {
             mountpoint = "/";
             mountOptions = [ "compress=zstd" ];
           };
           "/home" = {
             mountpoint = "/home";
             mountOptions = [
               "compress=zstd"
               "noatime"
             ];
           };
           "/@nix" = {
             mountpoint = "/nix";
             mountOptions = [ "compress=zstd" ];
           };
           "/persist" = {
             mountpoint = "/persist";
             mountOptions = [ "compress=zstd" ];
           };
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
});
