import { DiskContent, DiskSelector, Filesystem, LogicalVolume, Partition, Size, type DiskLayoutProps } from "cdknix";
import { esp, gib, gptLayout, oneDisk, reportedFor, root } from "./machine";

const reported = (layout: DiskLayoutProps): string => reportedFor({ layout });
const data = (mountPoint = "/data"): Filesystem => Filesystem.ext4({ mountPoint });
const serial = (name: string): DiskSelector => DiskSelector.bySerial(name);

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
    expect(reported(oneDisk(content, DiskSelector.only({ atLeast: gib(8) })))).toMatchInlineSnapshot(`
     "error[layout-size]: machines/web/disks: disks.main: the partitions do not fit on the disk
       value: 8706 MiB with the partition table; the disk may have 8 GiB
       fix:   use smaller partitions, or let one take the rest
       docs:  https://cdknix.example/errors/layout-size"
    `);
    expect(reported(oneDisk(content, DiskSelector.only({ atLeast: gib(9) })))).toBe("");
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
    expect(reported(oneDisk(DiskContent.gpt({})))).toContain("disks.main: the partition table has no partitions");
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
    expect(reported(oneDisk(DiskContent.mbr({ root: Partition.rest(root), ...partitions(4) })))).toContain(
      "room for four partitions",
    );
    expect(
      reported(oneDisk(DiskContent.mbr({ root: Partition.rest(root), ...partitions(1, Size.tebibytes(2)) }))),
    ).toContain("the partitions of an MBR end within the first 2 TiB");
  });

  it("rejects a BIOS boot partition", () => {
    const content = DiskContent.mbr({ bios: Partition.biosBoot(), root: Partition.rest(root) });
    expect(reported(oneDisk(content))).toContain("disks.main.bios: a BIOS boot partition exists only in a GPT");
  });
});
