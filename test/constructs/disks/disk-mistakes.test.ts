import {
  DiskContent,
  DiskSelector,
  Filesystem,
  LogicalVolume,
  Partition,
  Secret,
  Size,
  type BtrfsSubvolume,
  type DiskLayoutProps,
} from "cdknix";
import { diskText, esp, gib, gptLayout, oneDisk, reportedFor, root } from "./machine";

const reported = (layout: DiskLayoutProps): string => reportedFor({ layout });
const data = (mountPoint = "/data"): Filesystem => Filesystem.ext4({ mountPoint });
const serial = (name: string): DiskSelector => DiskSelector.bySerial(name);

describe("disks", () => {
  it("rejects selectors that select the same disk", () => {
    const content = DiskContent.gpt({ data: Partition.rest(data()) });
    const layout = gptLayout();
    const twice = (device: DiskSelector, other: DiskSelector): DiskLayoutProps => ({
      disks: { main: { ...layout.disks.main!, device }, other: { device: other, content } },
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
    expect(reported(oneDisk(content, DiskSelector.path("/dev/sda")))).toMatchInlineSnapshot(`
     "warning[disk-name-unstable]: machines/web/disks: disks.main: /dev/sda may be another disk after the next boot
       value: "/dev/sda"
       why:   the kernel numbers disks in the order in which it finds them
       fix:   use DiskSelector.bySerial or byId; \`lsblk --output NAME,SERIAL\` and \`ls -l /dev/disk/by-id\` show them
       docs:  https://cdknix.example/errors/disk-name-unstable"
    `);
    for (const name of ["/dev/vda", "/dev/nvme0n1", "/dev/mmcblk0"]) {
      expect(reported(oneDisk(content, DiskSelector.path(name)))).toContain("warning[disk-name-unstable]");
    }
    expect(reported(oneDisk(content, DiskSelector.path("/dev/disk/by-path/pci-0000:00:1f.2-ata-1")))).toBe("");
  });

  it("warns about options of subvolumes that the kernel ignores", () => {
    const ofRoot = (subvolumes: Readonly<Record<string, BtrfsSubvolume>>): string =>
      reported(
        oneDisk(DiskContent.gpt({ esp, root: Partition.rest(Filesystem.btrfs({ subvolumes })) }), DiskSelector.only()),
      );
    expect(ofRoot({ "/": {}, "/nix": { compress: "zstd" } })).toMatchInlineSnapshot(`
     "warning[subvolume-options]: machines/web/disks: disks.main.root: subvolumes of one file system cannot have different compression
       value: /: none; /nix: compress=zstd
       why:   the kernel takes these options from the subvolume that is mounted first, and ignores those of the others
       fix:   set the same for every subvolume
       docs:  https://cdknix.example/errors/subvolume-options"
    `);
    for (const option of ["compress-force=zstd:3", "nodatacow", "datasum"]) {
      expect(ofRoot({ "/": {}, "/var": { mountOptions: [option] } })).toContain("warning[subvolume-options]");
    }
    expect(ofRoot({ "/": { compress: "lzo" }, "/nix": { compress: "lzo", mountOptions: ["noatime"] } })).toBe("");
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
      expect(reported(oneDisk(content, device))).toContain("error[disk-selector]");
      expect(reported(oneDisk(content, device))).toContain(what);
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
