import { DiskContent, Filesystem, LogicalVolume, Partition, ZfsPool, type DiskLayoutProps } from "cdknix";
import { gib, gptLayout, reportedFor, root } from "./machine";

const reported = (layout: DiskLayoutProps): string => reportedFor({ layout });
const data = (mountPoint = "/data"): Filesystem => Filesystem.ext4({ mountPoint });

it("a layout without mistakes reports nothing", () => {
  expect(reported(gptLayout())).toBe("");
});

describe("mount points", () => {
  it("rejects a layout without a root file system", () => {
    expect(reported(gptLayout({ root: Partition.rest(data()) }))).toMatchInlineSnapshot(`
     "error[layout-without-root]: machines/web/disks: the layout has no root file system
       why:   no file system is mounted at /
       fix:   add one: Partition.rest(Filesystem.ext4({ mountPoint: "/" }))
       docs:  https://cdknix.example/errors/layout-without-root"
    `);
    expect(reported(gptLayout({ root: Partition.rest(Filesystem.ext4()) }))).toMatchInlineSnapshot(`
     "error[layout-without-root]: machines/web/disks: the layout has no root file system
       why:   no file system is mounted at /
       fix:   set mountPoint: "/" on the file system at disks.main.root
       docs:  https://cdknix.example/errors/layout-without-root"
    `);
  });

  it("accepts a root file system that disko gets as it is", () => {
    const content = DiskContent.disko({ type: "filesystem", format: "bcachefs", mountpoint: "/" });
    expect(reported(gptLayout({ root: Partition.rest(content) }))).toBe("");
  });

  it("rejects two root file systems, and a mount point that is used twice", () => {
    expect(reported(gptLayout({ other: Partition.of(gib(20), root) }))).toMatchInlineSnapshot(`
     "error[mount-point-twice]: machines/web/disks: the layout has two root file systems
       value: disks.main.other; disks.main.root
       why:   the second file system would hide the first
       fix:   change one of the mount points, or remove it
       docs:  https://cdknix.example/errors/mount-point-twice"
    `);
    const subvolumes = { "/": {}, "/home": {} };
    const layout = gptLayout({
      home: Partition.of(gib(20), data("/home")),
      root: Partition.rest(Filesystem.btrfs({ subvolumes })),
    });
    expect(reported(layout)).toMatchInlineSnapshot(`
     "error[mount-point-twice]: machines/web/disks: /home is mounted twice
       value: disks.main.home; disks.main.root, subvolume /home
       why:   the second file system would hide the first
       fix:   change one of the mount points, or remove it
       docs:  https://cdknix.example/errors/mount-point-twice"
    `);
  });

  it.each(["home", "/home/", "/a b", "/../etc"])("rejects the mount point %j", (mountPoint) => {
    const report = reported(gptLayout({ home: Partition.of(gib(1), data(mountPoint)) }));
    expect(report).toContain(
      `error[mount-point]: machines/web/disks: disks.main.home: "${mountPoint}" is not a mount point`,
    );
  });

  it("rejects a Nix store in memory", () => {
    const layout = gptLayout({ root: Partition.rest(data()) }, { tmpfs: { "/": { size: gib(2) } } });
    expect(reported(layout)).toMatchInlineSnapshot(`
     "error[store-in-memory]: machines/web/disks: the Nix store is on a tmpfs
       value: / (tmpfs)
       why:   everything that is installed would be lost when the machine is off
       fix:   mount a file system of a disk at /nix: Filesystem.ext4({ mountPoint: "/nix" })
       docs:  https://cdknix.example/errors/store-in-memory"
    `);
    expect(reported(gptLayout({ root: Partition.rest(data("/nix")) }, { tmpfs: { "/": {} } }))).toBe("");
  });

  it("rejects two subvolumes of the same name", () => {
    const content = Filesystem.btrfs({ subvolumes: { "/": {}, "/root": {} } });
    expect(reported(gptLayout({ root: Partition.rest(content) }))).toMatchInlineSnapshot(`
     "error[subvolume-twice]: machines/web/disks: disks.main.root: two subvolumes have the name /root
       value: /, /root
       why:   without a name, a subvolume has that of its mount point, and /root for /
       fix:   set a name for one of them, such as { name: "/@" }
       docs:  https://cdknix.example/errors/subvolume-twice"
    `);
    const named = Filesystem.btrfs({ subvolumes: { "/": { name: "/@" }, "/root": {} } });
    expect(reported(gptLayout({ root: Partition.rest(named) }))).toBe("");
  });
});

describe("swap space", () => {
  const swap = (amount: number, others = {}): DiskLayoutProps =>
    gptLayout({ swap: Partition.swap({ size: gib(amount), hibernation: true, ...others }) }, { memory: gib(16) });

  it("rejects swap space for hibernation that is smaller than the memory", () => {
    expect(reported(swap(8))).toMatchInlineSnapshot(`
     "error[hibernation-size]: machines/web/disks: disks.main.swap: the swap space is smaller than the memory
       value: 8 GiB of swap space, 16 GiB of memory
       why:   hibernation writes the content of the memory to it
       fix:   use at least 16 GiB
       docs:  https://cdknix.example/errors/hibernation-size"
    `);
    expect(reported(swap(16))).toBe("");
    const volumes = {
      root: LogicalVolume.rest(root),
      swap: LogicalVolume.of(gib(8), DiskContent.swap({ hibernation: true })),
    };
    // Names may have dots.
    for (const pool of ["pool", "pool.1"]) {
      const member = { root: Partition.rest(DiskContent.lvmMember(pool)) };
      expect(reported(gptLayout(member, { memory: gib(16), volumeGroups: { [pool]: volumes } }))).toContain(
        `error[hibernation-size]: machines/web/disks: volumeGroups.${pool}.swap`,
      );
    }
  });

  it("rejects hibernation to swap space with a random key", () => {
    expect(reported(swap(16, { randomEncryption: true }))).toMatchInlineSnapshot(`
     "error[hibernation-encrypted]: machines/web/disks: the machine cannot resume from swap space with random encryption
       why:   its key is lost when the machine is off
       fix:   remove randomEncryption, and put the swap space into DiskContent.luks to encrypt it
       docs:  https://cdknix.example/errors/hibernation-encrypted"
    `);
  });

  it("rejects hibernation to two swap spaces, and with ZFS", () => {
    const layout = gptLayout({
      swap: Partition.swap({ size: gib(1), hibernation: true }),
      more: Partition.swap({ size: gib(1), hibernation: true }),
    });
    expect(reported(layout)).toMatchInlineSnapshot(`
     "error[hibernation-twice]: machines/web/disks: two swap spaces are for hibernation
       value: disks.main.swap, disks.main.more
       why:   the machine resumes from one of them (boot.resumeDevice)
       fix:   remove hibernation from the others
       docs:  https://cdknix.example/errors/hibernation-twice"
    `);
    const zfs = gptLayout(
      {
        swap: Partition.swap({ size: gib(1), hibernation: true }),
        tank: Partition.of(gib(9), DiskContent.zfsMember("tank")),
      },
      { zfsPools: { tank: ZfsPool.stripe({ datasets: {} }) } },
    );
    expect(reported(zfs)).toContain("error[hibernation-zfs]");
  });

  it("rejects a priority that is out of range", () => {
    expect(reported(gptLayout({ swap: Partition.swap({ size: gib(1), priority: 32768 }) }))).toMatchInlineSnapshot(`
     "error[swap-priority]: machines/web/disks: the priority of swap space must be a whole number from 0 to 32767
       value: 32768
       fix:   use a number in this range, or omit it
       docs:  https://cdknix.example/errors/swap-priority"
    `);
  });
});
