import {
  DiskContent,
  DiskSelector,
  Filesystem,
  LogicalVolume,
  Partition,
  RaidArray,
  Secret,
  Size,
  ZfsPool,
  type DiskLayoutProps,
} from "cdknix";
import { diskText, esp, gptLayout, reportedFor, root } from "./machine";

const reported = (layout: DiskLayoutProps): string => reportedFor({ layout });
const data = (mountPoint = "/data"): Filesystem => Filesystem.ext4({ mountPoint });
const gib = (amount: number): Size => Size.gibibytes(amount);
const serial = (name: string): DiskSelector => DiskSelector.bySerial(name);
const disksOf = (content: DiskContent | Filesystem, device = serial("A")): DiskLayoutProps => ({
  disks: { main: { device, content } },
});

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

describe("sizes", () => {
  it("rejects two partitions that take the rest", () => {
    expect(reported(gptLayout({ data: Partition.rest(data()) }))).toMatchInlineSnapshot(`
     "error[layout-rest-twice]: machines/web/disks: disks.main: more than one partition takes the rest of the space
       value: data, root
       fix:   give all but one of them a size: Partition.of(Size.gibibytes(20), …)
       docs:  https://cdknix.example/errors/layout-rest-twice"
    `);
  });

  it("rejects partitions that do not fit on the smallest disk that the selector allows", () => {
    const content = DiskContent.gpt({ esp, root: Partition.of(gib(8), root) });
    expect(reported(disksOf(content, DiskSelector.only({ atLeast: gib(8) })))).toMatchInlineSnapshot(`
     "error[layout-size]: machines/web/disks: disks.main: the partitions do not fit on the disk
       value: 8706 MiB with the partition table; the disk may have 8 GiB
       fix:   use smaller partitions, or let one take the rest
       docs:  https://cdknix.example/errors/layout-size"
    `);
    expect(reported(disksOf(content, DiskSelector.only({ atLeast: gib(9) })))).toBe("");
    expect(reported({ disks: { main: { device: serial("A"), content, size: gib(8) } } })).toContain(
      "the partitions do not fit on the disk",
    );
  });

  it("rejects a partition of no size, and one that is not whole KiB", () => {
    expect(reported(gptLayout({ data: Partition.of(Size.bytes(0), data()) }))).toMatchInlineSnapshot(`
     "error[layout-size]: machines/web/disks: disks.main.data: the size must be a whole number of KiB, and more than 0
       value: 0 bytes
       fix:   use a size such as Size.gibibytes(20)
       docs:  https://cdknix.example/errors/layout-size"
    `);
    expect(reported(gptLayout({ data: Partition.of(Size.bytes(1500), data()) }))).toContain("error[layout-size]");
    expect(reported(gptLayout({ data: Partition.of(gib(-1), data()) }))).toContain("error[size-impossible]");
  });

  it("rejects logical volumes of more than 100 percent", () => {
    const volumes = (others: Readonly<Record<string, LogicalVolume>>): DiskLayoutProps =>
      gptLayout(
        { root: Partition.rest(DiskContent.lvmMember("pool")) },
        { volumeGroups: { pool: { root: LogicalVolume.percent(60, root), ...others } } },
      );
    expect(reported(volumes({ data: LogicalVolume.percent(50, data()) }))).toMatchInlineSnapshot(`
     "error[layout-size]: machines/web/disks: volumeGroups.pool: the volumes take more than 100 percent of the volume group
       value: 110 %
       fix:   use smaller percentages, or LogicalVolume.rest for one of them
       docs:  https://cdknix.example/errors/layout-size"
    `);
    expect(reported(volumes({ data: LogicalVolume.percent(40, data()), srv: LogicalVolume.rest(data("/srv")) })))
      .toMatchInlineSnapshot(`
       "error[layout-size]: machines/web/disks: volumeGroups.pool: the volumes take more than 100 percent of the volume group
         value: 100 %, and srv
         fix:   use smaller percentages, or LogicalVolume.rest for one of them
         docs:  https://cdknix.example/errors/layout-size"
      `);
    expect(reported(volumes({ data: LogicalVolume.rest(data()), srv: LogicalVolume.rest(data("/srv")) })))
      .toMatchInlineSnapshot(`
       "error[layout-rest-twice]: machines/web/disks: volumeGroups.pool: more than one volume takes the rest of the space
         value: data, srv
         fix:   give all but one of them a size: LogicalVolume.of(Size.gibibytes(20), …)
         docs:  https://cdknix.example/errors/layout-rest-twice"
      `);
    expect(reported(volumes({ data: LogicalVolume.percent(101, data()) }))).toMatchInlineSnapshot(`
     "error[volume-percentage]: machines/web/disks: a logical volume takes 1 to 100 percent of its volume group
       value: 101
       fix:   use a whole number in this range
       docs:  https://cdknix.example/errors/volume-percentage"
    `);
    expect(reported(volumes({ data: LogicalVolume.percent(40, data()) }))).toBe("");
  });

  it("rejects a swap file that is not whole MiB, or where the kernel cannot swap", () => {
    expect(reported(gptLayout({}, { swapFiles: { "/swapfile": { size: Size.kibibytes(100) } } })))
      .toMatchInlineSnapshot(`
       "error[layout-size]: machines/web/disks: /swapfile: the size must be a whole number of MiB, and more than 0
         value: 100 KiB
         fix:   use a size such as Size.gibibytes(20)
         docs:  https://cdknix.example/errors/layout-size"
      `);
    const layout = gptLayout({}, { tmpfs: { "/tmp": {} }, swapFiles: { "/tmp/swap": { size: gib(1) } } });
    expect(reported(layout)).toMatchInlineSnapshot(`
     "error[swap-file]: machines/web/disks: the swap file /tmp/swap cannot be on a tmpfs file system
       value: /tmp/swap, below /tmp
       why:   the kernel cannot swap to a file there
       fix:   place it on ext4, XFS, Btrfs, or F2FS, or use Partition.swap
       docs:  https://cdknix.example/errors/swap-file"
    `);
    expect(reported(gptLayout({}, { swapFiles: { swapfile: { size: gib(1), priority: -1 } } }))).toMatchInlineSnapshot(`
     "error[swap-file]: machines/web/disks: "swapfile" is not the path of a swap file
       value: "swapfile"
       fix:   use an absolute path, such as "/swapfile"
       docs:  https://cdknix.example/errors/swap-file

     error[swap-priority]: machines/web/disks: swapfile: the priority of swap space must be a whole number from 0 to 32767
       value: -1
       fix:   use a number in this range, or omit it
       docs:  https://cdknix.example/errors/swap-priority"
    `);
  });

  it("rejects a table without partitions", () => {
    expect(reported(disksOf(DiskContent.gpt({})))).toContain("disks.main: the partition table has no partitions");
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
    expect(
      reported(
        gptLayout(
          { root: Partition.rest(DiskContent.lvmMember("pool")) },
          { memory: gib(16), volumeGroups: { pool: volumes } },
        ),
      ),
    ).toContain("error[hibernation-size]: machines/web/disks: volumeGroups.pool.swap");
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

describe("volume groups, arrays, and pools", () => {
  const raid = (members: readonly string[], array: RaidArray): DiskLayoutProps => ({
    disks: Object.fromEntries(
      members.map((name, index) => [
        name,
        {
          device: serial(name),
          content: DiskContent.gpt({
            ...(index === 0 ? { esp } : {}),
            data: Partition.rest(DiskContent.raidMember("data")),
          }),
        },
      ]),
    ),
    arrays: { data: array },
  });

  it.each([
    [RaidArray.raid0(root), 1, 'the array "data" has 1 of the 2 devices that RAID 0 needs'],
    [RaidArray.raid1(root), 1, 'the array "data" has 1 of the 2 devices that RAID 1 needs'],
    [RaidArray.raid10(root), 3, 'the array "data" has 3 of the 4 devices that RAID 10 needs'],
    [RaidArray.raid1(root), 2, undefined],
    [RaidArray.raid10(root), 4, undefined],
  ])("counts the members of an array (%#)", (array, count, message) => {
    const report = reported(raid(["a", "b", "c", "d"].slice(0, count), array));
    if (message === undefined) expect(report).toBe("");
    else expect(report).toContain(`error[raid-members]: machines/web/disks: ${message}`);
  });

  it("rejects an array with two members on one disk", () => {
    const members = {
      one: Partition.of(gib(9), DiskContent.raidMember("data")),
      root: Partition.rest(DiskContent.raidMember("data")),
    };
    expect(reported(gptLayout(members, { arrays: { data: RaidArray.raid1(root) } }))).toMatchInlineSnapshot(`
     "error[raid-members]: machines/web/disks: the array "data" has two members on the disk main
       value: disks.main.one, disks.main.root
       why:   RAID 1 would not survive the failure of this disk
       fix:   place each member on a disk of its own
       docs:  https://cdknix.example/errors/raid-members"
    `);
  });

  it("rejects a RAID of one disk", () => {
    expect(reported(raid(["a"], RaidArray.raid1(root)))).toMatchInlineSnapshot(`
     "error[raid-members]: machines/web/disks: the array "data" has 1 of the 2 devices that RAID 1 needs
       value: disks.a.data
       fix:   add DiskContent.raidMember("data") to more disks, or use no RAID
       docs:  https://cdknix.example/errors/raid-members"
    `);
  });

  it("rejects members of what the layout does not define, and groups without members", () => {
    const members = gptLayout(
      { data: Partition.of(gib(9), DiskContent.lvmMember("pol")) },
      { volumeGroups: { pool: { data: LogicalVolume.rest(data()) } } },
    );
    expect(reported(members)).toMatchInlineSnapshot(`
     "error[group-undefined]: machines/web/disks: disks.main.data: the layout has no volume group "pol"
       value: "pol"
       fix:   did you mean "pool"?
       docs:  https://cdknix.example/errors/group-undefined

     error[group-without-members]: machines/web/disks: the volume group "pool" has no members
       value: volumeGroups.pool
       fix:   add DiskContent.lvmMember("pool") to a disk, or remove the volume group
       docs:  https://cdknix.example/errors/group-without-members"
    `);
    expect(reported(gptLayout({ data: Partition.of(gib(9), DiskContent.zfsMember("tank")) }))).toMatchInlineSnapshot(`
     "error[group-undefined]: machines/web/disks: disks.main.data: the layout has no ZFS pool "tank"
       value: "tank"
       fix:   define it in the property zfsPools of the layout
       docs:  https://cdknix.example/errors/group-undefined"
    `);
  });

  it("rejects a ZFS pool with too few devices", () => {
    const layout = gptLayout(
      { tank: Partition.of(gib(9), DiskContent.zfsMember("tank")) },
      { zfsPools: { tank: ZfsPool.raidz2({ datasets: {} }) } },
    );
    expect(reported(layout)).toContain('the ZFS pool "tank" has 1 of the 3 devices that RAID-Z2 needs');
  });
});

describe("names", () => {
  it("rejects a partition whose label would be too long", () => {
    const name = "a-name-that-is-long-enough-here";
    expect(reported(gptLayout({ [name]: Partition.of(gib(1), data()) }))).toMatchInlineSnapshot(`
     "error[partition-name]: machines/web/disks: disks.main: the name of the partition is too long
       value: "a-name-that-is-long-enough-here"
       why:   a GPT partition label has at most 36 characters, and disko makes it of the names: disk-main-a-name-that-is-long-enough-here
       fix:   use at most 26 characters
       docs:  https://cdknix.example/errors/partition-name"
    `);
    expect(reported(gptLayout({ [name.slice(0, 26)]: Partition.of(gib(1), data()) }))).toBe("");
  });

  it.each(["a b", "ä", "-a", "a/b", ""])("rejects the name %j", (name) => {
    expect(reported(gptLayout({ [name]: Partition.of(gib(1), data()) }))).toContain("error[layout-name]");
  });

  it("rejects names that LVM and ZFS reserve", () => {
    const layout = gptLayout(
      {
        pv: Partition.of(gib(9), DiskContent.lvmMember("pool")),
        tank: Partition.of(gib(9), DiskContent.zfsMember("mirror")),
      },
      {
        volumeGroups: { pool: { snapshot1: LogicalVolume.rest(data()) } },
        zfsPools: { mirror: ZfsPool.stripe({ datasets: {} }) },
      },
    );
    expect(reported(layout)).toMatchInlineSnapshot(`
     "error[layout-name]: machines/web/disks: zfsPools: "mirror" is not a name that can be used
       value: "mirror"
       why:   ZFS reserves this name
       fix:   use another name, such as "data"
       docs:  https://cdknix.example/errors/layout-name

     error[layout-name]: machines/web/disks: volumeGroups.pool: "snapshot1" is not a name that can be used
       value: "snapshot1"
       why:   LVM reserves this name
       fix:   use another name, such as "data"
       docs:  https://cdknix.example/errors/layout-name

     error[zfs-host-id]: machines/web/disks: the host web has ZFS, but no networking.hostId
       why:   ZFS imports a pool only on the machine with the host ID that it was used on last
       fix:   add one, of 8 hexadecimal digits: new NixosModule(host, "zfs", { config: { networking: { hostId: "8425e349" } } })
       docs:  https://cdknix.example/errors/zfs-host-id"
    `);
  });

  it.each([
    [Filesystem.ext4({ label: "a".repeat(17) }), 16],
    [Filesystem.xfs({ label: "a".repeat(13) }), 12],
    [Filesystem.vfat({ label: "a".repeat(12) }), 11],
    [Filesystem.btrfs({ label: "a".repeat(256) }), 255],
    [Filesystem.f2fs({ label: "a".repeat(513) }), 512],
  ])("rejects a label that is too long for the file system (%#)", (filesystem, limit) => {
    const report = reported(gptLayout({ data: Partition.of(gib(1), filesystem) }));
    expect(report).toContain(`can have ${String(limit)} bytes, but this one has ${String(limit + 1)}`);
  });

  it("rejects a label with a slash, or without characters", () => {
    expect(reported(gptLayout({ data: Partition.of(gib(1), Filesystem.ext4({ label: "a/b" })) })))
      .toMatchInlineSnapshot(`
       "error[filesystem-label]: machines/web/disks: "a/b" cannot be the label of a file system
         value: "a/b"
         fix:   use a label of letters and digits
         docs:  https://cdknix.example/errors/filesystem-label"
      `);
    expect(reported(gptLayout({ data: Partition.of(gib(1), Filesystem.ext4({ label: "" })) }))).toContain(
      "filesystem-label",
    );
  });

  it("rejects two decrypted devices of the same name", () => {
    const layout = gptLayout({
      data: Partition.of(gib(1), DiskContent.luks(data(), { name: "crypt-root" })),
      root: Partition.rest(DiskContent.luks(root)),
    });
    expect(reported(layout)).toMatchInlineSnapshot(`
     "error[luks-name-twice]: machines/web/disks: two encrypted devices have the name crypt-root
       value: disks.main.data; disks.main.root
       why:   the name is that of the decrypted device in /dev/mapper
       fix:   set a different name for one of them: DiskContent.luks(…, { name: … })
       docs:  https://cdknix.example/errors/luks-name-twice"
    `);
  });
});

describe("disks", () => {
  it("rejects selectors that select the same disk", () => {
    const content = DiskContent.gpt({ data: Partition.rest(data()) });
    const layout = gptLayout();
    const twice = (device: DiskSelector, other: DiskSelector): DiskLayoutProps => ({
      disks: { main: { ...layout.disks["main"]!, device }, other: { device: other, content } },
    });
    expect(reported(twice(serial("A"), serial("A")))).toMatchInlineSnapshot(`
     "error[disk-selected-twice]: machines/web/disks: disks.main and disks.other select the same disk
       value: serial A
       fix:   change one of the selectors, or put the partitions of both into one disk
       docs:  https://cdknix.example/errors/disk-selected-twice"
    `);
    expect(reported(twice(DiskSelector.only(), DiskSelector.where({})))).toContain("error[disk-selected-twice]");
    expect(reported(twice(DiskSelector.where({ rotational: true }), DiskSelector.where({ rotational: false })))).toBe(
      "",
    );
    expect(
      reported(
        twice(DiskSelector.only({ atLeast: gib(1) }), DiskSelector.where({ minimumSize: Size.mebibytes(1024) })),
      ),
    ).toContain("error[disk-selected-twice]");
  });

  it("warns about names that may change", () => {
    const content = DiskContent.gpt({ esp, root: Partition.rest(root) });
    expect(reported(disksOf(content, DiskSelector.path("/dev/sda")))).toMatchInlineSnapshot(`
     "warning[disk-name-unstable]: machines/web/disks: disks.main: /dev/sda may be another disk after the next boot
       value: "/dev/sda"
       why:   the kernel numbers disks in the order in which it finds them
       fix:   use DiskSelector.bySerial or byId; \`lsblk --output NAME,SERIAL\` and \`ls -l /dev/disk/by-id\` show them
       docs:  https://cdknix.example/errors/disk-name-unstable"
    `);
    for (const name of ["/dev/vda", "/dev/nvme0n1", "/dev/mmcblk0"]) {
      expect(reported(disksOf(content, DiskSelector.path(name)))).toContain("warning[disk-name-unstable]");
    }
    expect(reported(disksOf(content, DiskSelector.path("/dev/disk/by-path/pci-0000:00:1f.2-ata-1")))).toBe("");
  });

  it("rejects what is not an ID, serial number, WWN, or path", () => {
    const content = DiskContent.gpt({ esp, root: Partition.rest(root) });
    for (const [device, what] of [
      [DiskSelector.byId("a b"), '"a b" is not the ID of a disk'],
      [DiskSelector.bySerial('x"y'), "is not the serial number of a disk"],
      [DiskSelector.bySerial(""), '"" is not the serial number of a disk'],
      [DiskSelector.byWwn("5002538e40a1b2c3"), "is not a World Wide Name"],
      [DiskSelector.path("sda"), '"sda" is not the path of a disk'],
      [DiskSelector.where({ minimumSize: gib(2), maximumSize: gib(1) }), "no disk meets these conditions"],
    ] as const) {
      expect(reported(disksOf(content, device))).toContain("error[disk-selector]");
      expect(reported(disksOf(content, device))).toContain(what);
    }
  });

  it("rejects a disk that the installed system could not find again", () => {
    const layout = gptLayout();
    const other = { device: DiskSelector.where({ rotational: true }), content: data() };
    expect(reported({ disks: { ...layout.disks, other } })).toMatchInlineSnapshot(`
     "error[disk-not-recognizable]: machines/web/disks: disks.other: the installed system could not find this disk
       why:   a disk that is selected by conditions is recognized by its partition table, and this one has none
       fix:   use DiskContent.gpt({ data: Partition.rest(…) }), or select the disk by its serial number
       docs:  https://cdknix.example/errors/disk-not-recognizable"
    `);
    const member = { ...other, content: DiskContent.lvmMember("pool") };
    const volumeGroups = { pool: { data: LogicalVolume.rest(data()) } };
    expect(reported({ disks: { ...layout.disks, other: member }, volumeGroups })).toBe("");
  });

  it("rejects a layout without disks", () => {
    expect(reported({ disks: {} })).toContain("the layout has no disks");
  });
});

describe("MBR", () => {
  const partitions = (count: number, size = gib(1)): Readonly<Record<string, Partition>> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `p${String(index)}`,
        Partition.of(size, data(`/d${String(index)}`)),
      ]),
    );

  it("rejects more than four partitions, and ends beyond 2 TiB", () => {
    expect(reported(disksOf(DiskContent.mbr({ root: Partition.rest(root), ...partitions(4) })))).toContain(
      "room for four partitions",
    );
    expect(
      reported(disksOf(DiskContent.mbr({ root: Partition.rest(root), ...partitions(1, Size.tebibytes(2)) }))),
    ).toContain("the partitions of an MBR end within the first 2 TiB");
  });

  it("rejects a BIOS boot partition", () => {
    const content = DiskContent.mbr({ bios: Partition.biosBoot(), root: Partition.rest(root) });
    expect(reported(disksOf(content))).toContain("disks.main.bios: a BIOS boot partition exists only in a GPT");
  });
});

describe("contents", () => {
  it("rejects a partition table inside a partition", () => {
    const content = DiskContent.gpt({ root: Partition.rest(root) });
    expect(reported(gptLayout({ root: Partition.rest(content) }))).toMatchInlineSnapshot(`
     "error[nested-partition-table]: machines/web/disks: disks.main.root: a partition table cannot be inside a partition or logical volume
       why:   Linux does not look for partitions there
       fix:   create several partitions on the disk, or use LVM
       docs:  https://cdknix.example/errors/nested-partition-table"
    `);
  });

  it("rejects a passphrase that the installer does not have", () => {
    const content = DiskContent.luks(root, { passphrase: Secret.sops("disk") });
    expect(reported(gptLayout({ root: Partition.rest(content) }))).toMatchInlineSnapshot(`
     "error[luks-passphrase]: machines/web/disks: disks.main.root: the passphrase cannot be a secret of sops-nix or agenix
       why:   the installed system decrypts these, but the installer needs the passphrase before there is one
       fix:   use Secret.named("disk"), which is on the installer's medium, or omit it to be asked
       docs:  https://cdknix.example/errors/luks-passphrase"
    `);
  });

  it("names the nearest type of disko", () => {
    const content = DiskContent.disko({ type: "filesytem", format: "ntfs" });
    expect(reported(gptLayout({ data: Partition.of(gib(1), content) }))).toMatchInlineSnapshot(`
     "error[disko-type]: machines/web/disks: disko has no content of the type "filesytem"
       value: "filesytem"
       fix:   did you mean "filesystem"?
       docs:  https://cdknix.example/errors/disko-type"
    `);
    expect(reported(gptLayout({ data: Partition.of(gib(1), DiskContent.disko({})) }))).toContain(
      "content of disko needs a type",
    );
  });

  it("rejects a partition type that sgdisk does not know", () => {
    const wrong = Partition.of(gib(1), data(), { type: "linux" });
    expect(reported(gptLayout({ data: wrong }))).toMatchInlineSnapshot(`
     "error[partition-type]: machines/web/disks: "linux" is not a partition type
       value: "linux"
       fix:   use a code that \`sgdisk -L\` lists, such as 8300, or a GUID
       docs:  https://cdknix.example/errors/partition-type"
    `);
    expect(diskText(gptLayout({ data: Partition.of(gib(1), data(), { type: "8302" }) }))).toContain('type = "8302";');
  });

  it("reports wrong arguments with the name of the method", () => {
    const wrong = Partition.of("20G" as never, data());
    expect(reported(gptLayout({ data: wrong }))).toMatchInlineSnapshot(`
     "error[wrong-argument]: machines/web/disks: the argument "size" of Partition.of must be a Size
       value: "20G"
       fix:   use Size.bytes(…), Size.kibibytes(…), Size.mebibytes(…), Size.gibibytes(…), or Size.tebibytes(…)
       docs:  https://cdknix.example/errors/wrong-argument"
    `);
    const nested = DiskContent.luks(Filesystem.ext4({ mountpoint: "/" } as never));
    expect(reported(gptLayout({ root: Partition.rest(nested) }))).toMatchInlineSnapshot(`
     "error[unknown-property]: machines/web/disks: Filesystem.ext4 has no property "mountpoint"
       value: "/"
       fix:   did you mean mountPoint?
       docs:  https://cdknix.example/errors/unknown-property"
    `);
  });
});
