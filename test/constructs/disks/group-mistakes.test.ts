import {
  DiskContent,
  DiskSelector,
  Filesystem,
  LogicalVolume,
  Partition,
  RaidArray,
  ZfsPool,
  type DiskLayoutProps,
} from "cdknix";
import { esp, gib, gptLayout, reportedFor, root } from "./machine";

const reported = (layout: DiskLayoutProps): string => reportedFor({ layout });
const data = (mountPoint = "/data"): Filesystem => Filesystem.ext4({ mountPoint });
const serial = (name: string): DiskSelector => DiskSelector.bySerial(name);

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
