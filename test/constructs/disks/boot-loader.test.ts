import {
  BootLoader,
  BootLoaderKind,
  DiskContent,
  Filesystem,
  LogicalVolume,
  Partition,
  Size,
  type DiskLayoutProps,
  type Host,
} from "cdknix";
import { boot, gib, gptLayout, loaderText, oneGpt, reportedFor, root, mirrored } from "./machine";

const { systemdBoot, grub, grubBios, grubEfi } = {
  systemdBoot: BootLoaderKind.systemdBoot(),
  grub: BootLoaderKind.grub(),
  grubBios: BootLoaderKind.grubBios(),
  grubEfi: BootLoaderKind.grubEfi(),
};
const bios = Partition.biosBoot();
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
    expect(reported(systemdBoot, oneGpt({ root: Partition.rest(root) }))).toMatchInlineSnapshot(`
     "error[no-esp]: machines/web/loader: the layout has no EFI system partition
       why:   machines with UEFI boot from it
       fix:   add a partition: esp: Partition.esp({ size: Size.mebibytes(512) })
       docs:  https://cdknix.example/errors/no-esp"
    `);
    expect(reported(systemdBoot, oneGpt({ boot, root: Partition.rest(root) }))).toMatchInlineSnapshot(`
     "error[no-esp]: machines/web/loader: the layout has no EFI system partition
       why:   machines with UEFI boot from it
       fix:   replace disks.main.boot with Partition.esp({ size: Size.mebibytes(512) })
       docs:  https://cdknix.example/errors/no-esp"
    `);
    expect(
      reported(
        systemdBoot,
        oneGpt({ efi: Partition.esp({ size: gib(1), mountPoint: "/efi" }), root: Partition.rest(root) }),
      ),
    ).toBe("");
    const typed = Partition.of(gib(1), Filesystem.vfat({ mountPoint: "/boot" }), { type: "EF00" });
    expect(reported(systemdBoot, oneGpt({ typed, root: Partition.rest(root) }))).toBe("");
  });

  it("cannot boot from encrypted devices, logical volumes, and arrays", () => {
    const vfat = Filesystem.vfat({ mountPoint: "/boot" });
    const luks = oneGpt({ boot: Partition.of(gib(1), DiskContent.luks(vfat)), root: Partition.rest(root) });
    expect(reported(systemdBoot, luks)).toMatchInlineSnapshot(`
     "error[boot-unreadable]: machines/web/loader: systemd-boot cannot read the file system at /boot: it is on an encrypted device
       value: disks.main.boot
       fix:   add a partition of its own: esp: Partition.esp({ size: Size.mebibytes(512) })
       docs:  https://cdknix.example/errors/boot-unreadable"
    `);
    const whole = oneGpt({ root: Partition.rest(DiskContent.luks(root)) });
    expect(reported(systemdBoot, whole)).toContain("error[boot-unreadable]");
    const lvm = {
      ...oneGpt({ pv: Partition.rest(DiskContent.lvmMember("pool")) }),
      volumeGroups: { pool: { boot: LogicalVolume.of(gib(1), vfat), root: LogicalVolume.rest(root) } },
    };
    expect(reported(systemdBoot, lvm)).toContain("cannot read the file system at /boot: it is on a logical volume");
    expect(reported(systemdBoot, mirrored("1.0"))).toContain(
      "cannot read the file system at /boot: it is on a software RAID",
    );
  });

  it("reads no file system but FAT", () => {
    const ext4 = Partition.of(gib(1), Filesystem.ext4({ mountPoint: "/boot" }), { type: "EF00" });
    expect(reported(systemdBoot, oneGpt({ ext4, root: Partition.rest(root) }))).toMatchInlineSnapshot(`
     "error[boot-unreadable]: machines/web/loader: the firmware cannot read the file system at /boot: it is on ext4
       value: disks.main.ext4
       fix:   add a partition of its own: esp: Partition.esp({ size: Size.mebibytes(512) })
       docs:  https://cdknix.example/errors/boot-unreadable"
    `);
  });

  it("is warned about with an EFI system partition that is too small", () => {
    const small = Partition.esp({ size: Size.mebibytes(100) });
    expect(reported(systemdBoot, oneGpt({ small, root: Partition.rest(root) }))).toMatchInlineSnapshot(`
     "warning[esp-small]: machines/web/loader: the EFI system partition at /boot is too small for several generations
       value: 100 MiB
       why:   systemd-boot keeps the kernel and initrd of every generation there, about 50 MiB each
       fix:   use 512 MiB or more, or set generations
       docs:  https://cdknix.example/errors/esp-small"
    `);
    expect(reported(grubEfi, oneGpt({ small, root: Partition.rest(root) }))).toBe("");
  });
});
