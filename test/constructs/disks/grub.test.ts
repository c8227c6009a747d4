import {
  BootLoaderKind,
  DiskContent,
  Filesystem,
  LogicalVolume,
  Partition,
  ZfsPool,
  type DiskLayoutProps,
} from "cdknix";
import { boot, gib, gptLayout, oneDisk, oneGpt, reportedFor, root, mirrored } from "./machine";

const { grub, grubBios, grubEfi } = {
  grub: BootLoaderKind.grub(),
  grubBios: BootLoaderKind.grubBios(),
  grubEfi: BootLoaderKind.grubEfi(),
};
const bios = Partition.biosBoot();
const reported = (kind: BootLoaderKind, layout: DiskLayoutProps): string => reportedFor({ kind, layout });

describe("GRUB", () => {
  it("needs a BIOS boot partition to boot with BIOS from a GPT", () => {
    expect(reported(grubBios, oneGpt({ root: Partition.rest(root) }))).toMatchInlineSnapshot(`
     "error[no-bios-boot-partition]: machines/web/loader: GRUB cannot boot from these disks with BIOS
       value: /boot is on disks.main.root
       why:   GRUB has no place for its core: a GPT has no gap for it, nor has a disk without a partition table
       fix:   add a partition to the disk: bios: Partition.biosBoot()
       docs:  https://cdknix.example/errors/no-bios-boot-partition"
    `);
    expect(reported(grub, gptLayout())).toContain("error[no-bios-boot-partition]");
    expect(reported(grubBios, oneDisk(root))).toContain("error[no-bios-boot-partition]");
    expect(reported(grubBios, oneGpt({ bios, root: Partition.rest(root) }))).toBe("");
    expect(reported(grubBios, oneDisk(DiskContent.mbr({ root: Partition.rest(root) })))).toBe("");
    expect(reported(grub, gptLayout({ bios }))).toBe("");
  });

  it("needs an EFI system partition to boot with UEFI", () => {
    expect(reported(grubEfi, oneGpt({ root: Partition.rest(root) }))).toContain("error[no-esp]");
    expect(reported(grub, oneGpt({ bios, root: Partition.rest(root) }))).toContain("error[no-esp]");
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
    expect(reported(grubEfi, mirrored("1.0", "boot.1"))).toBe("");
  });

  it("reads kernels from LVM and RAID, but not from encrypted devices, ZFS, and memory", () => {
    const lvm = (content: DiskContent): DiskLayoutProps => ({
      ...oneGpt({ bios, pv: Partition.rest(content) }),
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
    expect(reported(grubBios, oneGpt({ bios, root: Partition.of(gib(9), root), store }))).toContain(
      "GRUB cannot read the file system at /nix: it is on an encrypted device",
    );
    expect(reported(grubBios, oneGpt({ bios, boot, root: Partition.rest(DiskContent.luks(root)) }))).toBe("");
    const zfs = { ...oneGpt({ bios, tank: Partition.rest(DiskContent.zfsMember("tank")) }), zfsPools: { tank: ZfsPool.stripe({ datasets: { root: { mountPoint: "/" } } }) } }; // prettier-ignore
    expect(reported(grubBios, zfs)).toContain("it is on a ZFS pool");
    const memory = {
      ...oneGpt({ bios, nix: Partition.rest(Filesystem.ext4({ mountPoint: "/nix" })) }),
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
