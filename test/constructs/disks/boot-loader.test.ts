import {
  BootLoader,
  BootLoaderKind,
  DiskContent,
  DiskLayout,
  DiskSelector,
  Filesystem,
  IsoImage,
  LogicalVolume,
  nix,
  NixosModule,
  Partition,
  RaidArray,
  Size,
  ZfsPool,
  type DiskLayoutProps,
  type Host,
} from "cdknix";
import { gptLayout, loaderText, reportedFor, root } from "./machine";

const { systemdBoot, grub, grubBios, grubEfi } = {
  systemdBoot: BootLoaderKind.systemdBoot(),
  grub: BootLoaderKind.grub(),
  grubBios: BootLoaderKind.grubBios(),
  grubEfi: BootLoaderKind.grubEfi(),
};
const bios = Partition.biosBoot();
const gib = (amount: number): Size => Size.gibibytes(amount);
const disk = (content: DiskContent | Filesystem): DiskLayoutProps => ({
  disks: { main: { device: DiskSelector.bySerial("A"), content } },
});
const gpt = (partitions: Readonly<Record<string, Partition>>): DiskLayoutProps => disk(DiskContent.gpt(partitions));
const boot = Partition.of(gib(1), Filesystem.ext4({ mountPoint: "/boot" }));
const reported = (kind: BootLoaderKind, layout: DiskLayoutProps): string => reportedFor({ kind, layout });

describe("BootLoader", () => {
  it("sets up systemd-boot", () => {
    expect(loaderText(BootLoaderKind.systemdBoot({ generations: 10, menuTimeout: 3 }))).toMatchInlineSnapshot(`
     "{
       boot.loader = {
         timeout = 3;
         efi.canTouchEfiVariables = true;
         systemd-boot = {
           enable = true;
           configurationLimit = 10;
           editor = false;
         };
       };
     }
     "
    `);
    expect(loaderText(BootLoaderKind.systemdBoot({ editor: true, efiVariables: false }))).toMatchInlineSnapshot(`
     "{
       boot.loader = {
         efi.canTouchEfiVariables = false;
         systemd-boot = {
           enable = true;
           editor = true;
         };
       };
     }
     "
    `);
  });

  it("sets up GRUB", () => {
    expect(loaderText(grubEfi)).toMatchInlineSnapshot(`
     "{
       boot.loader = {
         efi.canTouchEfiVariables = true;
         grub = {
           enable = true;
           efiSupport = true;
           device = "nodev";
         };
       };
     }
     "
    `);
    expect(loaderText(BootLoaderKind.grubEfi({ efiVariables: false, generations: 5 }))).toMatchInlineSnapshot(`
     "{
       boot.loader = {
         efi.canTouchEfiVariables = false;
         grub = {
           enable = true;
           configurationLimit = 5;
           efiSupport = true;
           efiInstallAsRemovable = true;
           device = "nodev";
         };
       };
     }
     "
    `);
    expect(loaderText(grubBios, gptLayout({ bios }))).toMatchInlineSnapshot(`
     "{ boot.loader.grub.enable = true; }
     "
    `);
    expect(loaderText(grub, gptLayout({ bios }))).toMatchInlineSnapshot(`
     "{
       boot.loader = {
         efi.canTouchEfiVariables = false;
         grub = {
           enable = true;
           efiSupport = true;
           efiInstallAsRemovable = true;
         };
       };
     }
     "
    `);
  });

  it("lets the menu wait forever", () => {
    expect(loaderText(BootLoaderKind.systemdBoot({ menuTimeout: null }))).toContain("timeout = null;");
  });

  it("rejects settings that are out of range", () => {
    const kind = BootLoaderKind.systemdBoot({ generations: 0, menuTimeout: 1.5 });
    expect(reported(kind, gptLayout())).toMatchInlineSnapshot(`
     "error[boot-generations]: machines/web/loader: generations must be a whole number of 1 or more
       value: 0
       fix:   use a number such as 20, or omit it to keep all
       docs:  https://cdknix.example/errors/boot-generations

     error[menu-timeout]: machines/web/loader: menuTimeout must be a whole number of seconds
       value: 1.5
       fix:   use 0 or more, or null to wait forever
       docs:  https://cdknix.example/errors/menu-timeout"
    `);
  });

  it("rejects what is not a boot loader", () => {
    const also = (host: Host): unknown => new BootLoader(host, "loader", "grub" as never);
    expect(reportedFor({ layout: gptLayout(), kind: "none", also })).toMatchInlineSnapshot(`
     "error[property-type]: machines/web/loader: the last argument of BootLoader must be a BootLoaderKind
       value: "grub"
       fix:   use BootLoaderKind.systemdBoot(…), BootLoaderKind.grubBios(…), BootLoaderKind.grubEfi(…), or BootLoaderKind.grub(…)
       docs:  https://cdknix.example/errors/property-type"
    `);
    const wrong = BootLoaderKind.grubBios({ timeout: 3 } as never);
    expect(reported(wrong, gptLayout({ bios }))).toMatchInlineSnapshot(`
     "error[unknown-property]: machines/web/loader: BootLoaderKind.grubBios has no property "timeout"
       value: 3
       why:   the property for boot.loader.timeout is menuTimeout
       fix:   did you mean menuTimeout?
       docs:  https://cdknix.example/errors/unknown-property"
    `);
  });
});

describe("systemd-boot", () => {
  it("needs an EFI system partition", () => {
    expect(reported(systemdBoot, gpt({ root: Partition.rest(root) }))).toMatchInlineSnapshot(`
     "error[no-esp]: machines/web/loader: the layout has no EFI system partition
       why:   machines with UEFI boot from it
       fix:   add a partition: esp: Partition.esp({ size: Size.mebibytes(512) })
       docs:  https://cdknix.example/errors/no-esp"
    `);
    expect(reported(systemdBoot, gpt({ boot, root: Partition.rest(root) }))).toMatchInlineSnapshot(`
     "error[no-esp]: machines/web/loader: the layout has no EFI system partition
       why:   machines with UEFI boot from it
       fix:   replace disks.main.boot with Partition.esp({ size: Size.mebibytes(512) })
       docs:  https://cdknix.example/errors/no-esp"
    `);
    expect(
      reported(
        systemdBoot,
        gpt({ efi: Partition.esp({ size: gib(1), mountPoint: "/efi" }), root: Partition.rest(root) }),
      ),
    ).toBe("");
    const typed = Partition.of(gib(1), Filesystem.vfat({ mountPoint: "/boot" }), { type: "EF00" });
    expect(reported(systemdBoot, gpt({ typed, root: Partition.rest(root) }))).toBe("");
  });

  it("cannot boot from encrypted devices, logical volumes, and arrays", () => {
    const vfat = Filesystem.vfat({ mountPoint: "/boot" });
    const luks = gpt({ boot: Partition.of(gib(1), DiskContent.luks(vfat)), root: Partition.rest(root) });
    expect(reported(systemdBoot, luks)).toMatchInlineSnapshot(`
     "error[boot-unreadable]: machines/web/loader: systemd-boot cannot read the file system at /boot: it is on an encrypted device
       value: disks.main.boot
       fix:   add a partition of its own: esp: Partition.esp({ size: Size.mebibytes(512) })
       docs:  https://cdknix.example/errors/boot-unreadable"
    `);
    const whole = gpt({ root: Partition.rest(DiskContent.luks(root)) });
    expect(reported(systemdBoot, whole)).toContain("error[boot-unreadable]");
    const lvm = {
      ...gpt({ pv: Partition.rest(DiskContent.lvmMember("pool")) }),
      volumeGroups: { pool: { boot: LogicalVolume.of(gib(1), vfat), root: LogicalVolume.rest(root) } },
    };
    expect(reported(systemdBoot, lvm)).toContain("cannot read the file system at /boot: it is on a logical volume");
    expect(reported(systemdBoot, mirrored("1.0"))).toContain(
      "cannot read the file system at /boot: it is on a software RAID",
    );
  });

  it("reads no file system but FAT", () => {
    const ext4 = Partition.of(gib(1), Filesystem.ext4({ mountPoint: "/boot" }), { type: "EF00" });
    expect(reported(systemdBoot, gpt({ ext4, root: Partition.rest(root) }))).toMatchInlineSnapshot(`
     "error[boot-unreadable]: machines/web/loader: the firmware cannot read the file system at /boot: it is on ext4
       value: disks.main.ext4
       fix:   add a partition of its own: esp: Partition.esp({ size: Size.mebibytes(512) })
       docs:  https://cdknix.example/errors/boot-unreadable"
    `);
  });

  it("is warned about with an EFI system partition that is too small", () => {
    const small = Partition.esp({ size: Size.mebibytes(100) });
    expect(reported(systemdBoot, gpt({ small, root: Partition.rest(root) }))).toMatchInlineSnapshot(`
     "warning[esp-small]: machines/web/loader: the EFI system partition at /boot is too small for several generations
       value: 100 MiB
       why:   systemd-boot keeps the kernel and initrd of every generation there, about 50 MiB each
       fix:   use 512 MiB or more, or set generations
       docs:  https://cdknix.example/errors/esp-small"
    `);
    expect(reported(grubEfi, gpt({ small, root: Partition.rest(root) }))).toBe("");
  });
});

function mirrored(metadata?: "1.0" | "1.2"): DiskLayoutProps {
  const member = (name: string): DiskLayoutProps["disks"][string] => ({
    device: DiskSelector.bySerial(name),
    content: DiskContent.gpt({
      esp: Partition.of(gib(1), DiskContent.raidMember("boot"), { type: "EF00" }),
      root: Partition.rest(DiskContent.raidMember("data")),
    }),
  });
  const vfat = Filesystem.vfat({ mountPoint: "/boot" });
  return {
    disks: { one: member("A"), two: member("B") },
    arrays: { boot: RaidArray.raid1(vfat, metadata === undefined ? {} : { metadata }), data: RaidArray.raid1(root) },
  };
}

describe("GRUB", () => {
  it("needs a BIOS boot partition to boot with BIOS from a GPT", () => {
    expect(reported(grubBios, gpt({ root: Partition.rest(root) }))).toMatchInlineSnapshot(`
     "error[no-bios-boot-partition]: machines/web/loader: GRUB cannot boot from these disks with BIOS
       value: /boot is on disks.main.root
       why:   GRUB has no place for its core: a GPT has no gap for it, nor has a disk without a partition table
       fix:   add a partition to the disk: bios: Partition.biosBoot()
       docs:  https://cdknix.example/errors/no-bios-boot-partition"
    `);
    expect(reported(grub, gptLayout())).toContain("error[no-bios-boot-partition]");
    expect(reported(grubBios, disk(root))).toContain("error[no-bios-boot-partition]");
    expect(reported(grubBios, gpt({ bios, root: Partition.rest(root) }))).toBe("");
    expect(reported(grubBios, disk(DiskContent.mbr({ root: Partition.rest(root) })))).toBe("");
    expect(reported(grub, gptLayout({ bios }))).toBe("");
  });

  it("needs an EFI system partition to boot with UEFI", () => {
    expect(reported(grubEfi, gpt({ root: Partition.rest(root) }))).toContain("error[no-esp]");
    expect(reported(grub, gpt({ bios, root: Partition.rest(root) }))).toContain("error[no-esp]");
  });

  it("reads a mirrored EFI system partition only with the metadata at the end", () => {
    expect(reported(grubEfi, mirrored())).toMatchInlineSnapshot(`
     "error[boot-unreadable]: machines/web/loader: the firmware cannot read the EFI system partition at /boot
       value: arrays.boot
       why:   the firmware knows no RAID, and reads a member only if it looks like a file system of its own
       fix:   use RaidArray.raid1(…, { metadata: "1.0" })
       docs:  https://cdknix.example/errors/boot-unreadable"
    `);
    expect(reported(grubEfi, mirrored("1.2"))).toContain("error[boot-unreadable]");
    expect(reported(grubEfi, mirrored("1.0"))).toBe("");
  });

  it("reads kernels from LVM and RAID, but not from encrypted devices, ZFS, and memory", () => {
    const lvm = (content: DiskContent): DiskLayoutProps => ({
      ...gpt({ bios, pv: Partition.rest(content) }),
      volumeGroups: { pool: { root: LogicalVolume.rest(root) } },
    });
    expect(reported(grubBios, lvm(DiskContent.lvmMember("pool")))).toBe("");
    expect(reported(grubBios, lvm(DiskContent.luks(DiskContent.lvmMember("pool"))))).toMatchInlineSnapshot(`
     "error[boot-unreadable]: machines/web/loader: GRUB cannot read the file system at /: it is on an encrypted device
       value: volumeGroups.pool.root
       fix:   add a partition of its own: boot: Partition.of(Size.gibibytes(1), Filesystem.ext4({ mountPoint: "/boot" }))
       docs:  https://cdknix.example/errors/boot-unreadable"
    `);
    const store = Partition.rest(DiskContent.luks(Filesystem.ext4({ mountPoint: "/nix" })));
    expect(reported(grubBios, gpt({ bios, root: Partition.of(gib(9), root), store }))).toContain(
      "GRUB cannot read the file system at /nix: it is on an encrypted device",
    );
    expect(reported(grubBios, gpt({ bios, boot, root: Partition.rest(DiskContent.luks(root)) }))).toBe("");
    const zfs = { ...gpt({ bios, tank: Partition.rest(DiskContent.zfsMember("tank")) }), zfsPools: { tank: ZfsPool.stripe({ datasets: { root: { mountPoint: "/" } } }) } }; // prettier-ignore
    expect(reported(grubBios, zfs)).toContain("it is on a ZFS pool");
    const memory = {
      ...gpt({ bios, nix: Partition.rest(Filesystem.ext4({ mountPoint: "/nix" })) }),
      tmpfs: { "/": {} },
    };
    expect(reported(grubBios, memory)).toContain("GRUB cannot read the file system at /: it is on a tmpfs");
  });

  it("has no BIOS on ARM", () => {
    const layout = gptLayout({ bios });
    expect(reportedFor({ layout, kind: grubBios, system: "aarch64-linux" })).toMatchInlineSnapshot(`
     "error[boot-loader-system]: machines/web/loader: a machine with the system aarch64-linux has no BIOS
       value: aarch64-linux
       fix:   use BootLoaderKind.systemdBoot() or grubEfi()
       docs:  https://cdknix.example/errors/boot-loader-system"
    `);
    expect(reportedFor({ layout: gptLayout(), system: "aarch64-linux" })).toBe("");
  });

  it("is warned about with a BIOS boot partition that it does not use", () => {
    expect(reported(grubEfi, gptLayout({ bios }))).toMatchInlineSnapshot(`
     "warning[bios-boot-partition-unused]: machines/web/loader: the layout has a BIOS boot partition, but the boot loader is for UEFI only
       fix:   use BootLoaderKind.grub() for both, or remove Partition.biosBoot()
       docs:  https://cdknix.example/errors/bios-boot-partition-unused"
    `);
  });
});

describe("a machine", () => {
  it("has both a disk layout and a boot loader", () => {
    expect(reportedFor({ layout: gptLayout(), kind: "none" })).toMatchInlineSnapshot(`
     "error[no-boot-loader]: machines/web/disks: the host web has disks, but no boot loader
       why:   nothing would start the installed system
       fix:   add one: new BootLoader(host, "loader", BootLoaderKind.systemdBoot())
       docs:  https://cdknix.example/errors/no-boot-loader"
    `);
    expect(reportedFor({})).toMatchInlineSnapshot(`
     "error[no-disk-layout]: machines/web/loader: the host web has a boot loader, but no disks
       why:   without a root file system, NixOS rejects the configuration
       fix:   add a DiskLayout
       docs:  https://cdknix.example/errors/no-disk-layout"
    `);
  });

  it("can have the other part in modules of its own", () => {
    const module =
      (config: object) =>
      (host: Host): unknown =>
        new NixosModule(host, "own", { config: config as never });
    const own = module({ boot: { loader: { "systemd-boot": { enable: true } } } });
    expect(reportedFor({ layout: gptLayout(), kind: "none", also: own })).toBe("");
    const hardware = (host: Host): unknown => new NixosModule(host, "own", { imports: [nix.raw("{ ... }: { }")] });
    expect(reportedFor({ also: hardware })).toBe("");
    expect(
      reportedFor({ also: module({ fileSystems: { "/": { device: "/dev/disk/by-label/root", fsType: "ext4" } } }) }),
    ).toBe("");
    expect(reportedFor({ also: module({ services: { fstrim: { enable: true } } }) })).toContain(
      "error[no-disk-layout]",
    );
  });

  it("is not an image", () => {
    expect(reportedFor({ layout: gptLayout(), also: (host) => new IsoImage(host, "image") })).toMatchInlineSnapshot(`
     "error[image-with-disks]: machines/web/disks: the host web has an IsoImage, so it cannot be a machine to install
       value: machines/web/image
       why:   an image has its own file systems and boot loader
       fix:   create a second Host for the machine, without the IsoImage and its class
       docs:  https://cdknix.example/errors/image-with-disks"
    `);
  });

  it("has one layout and one boot loader", () => {
    const also = (host: Host): void => {
      new DiskLayout(host, "more", gptLayout());
      new BootLoader(host, "other", systemdBoot);
    };
    expect(reportedFor({ layout: gptLayout(), also })).toMatchInlineSnapshot(`
     "error[machine-part-twice]: machines/web/more: the host web has more than one disk layout
       value: machines/web/disks, machines/web/more
       fix:   describe all disks in one of them
       docs:  https://cdknix.example/errors/machine-part-twice

     error[machine-part-twice]: machines/web/other: the host web has more than one boot loader
       value: machines/web/loader, machines/web/other
       fix:   remove all but one of them
       docs:  https://cdknix.example/errors/machine-part-twice"
    `);
  });

  it("needs a host ID for ZFS", () => {
    const layout = gptLayout(
      { root: Partition.rest(DiskContent.zfsMember("tank")) },
      { zfsPools: { tank: ZfsPool.stripe({ datasets: { root: { mountPoint: "/" } } }) } },
    );
    expect(reportedFor({ layout })).toMatchInlineSnapshot(`
     "error[zfs-host-id]: machines/web/disks: the host web has ZFS, but no networking.hostId
       why:   ZFS imports a pool only on the machine with the host ID that it was used on last
       fix:   add one, of 8 hexadecimal digits: new NixosModule(host, "zfs", { config: { networking: { hostId: "8425e349" } } })
       docs:  https://cdknix.example/errors/zfs-host-id"
    `);
    const also = (host: Host): unknown =>
      new NixosModule(host, "zfs", { config: { networking: { hostId: "8425e349" } } });
    expect(reportedFor({ layout, also })).toBe("");
  });
});
