import { DiskContent, Filesystem, Partition, ZfsPool, type DiskLayoutProps } from "cdknix";
import { gib, gptLayout, reportedFor, root } from "./machine";

const reported = (layout: DiskLayoutProps): string => reportedFor({ layout });

describe("mount options", () => {
  const withOptions = (...mountOptions: readonly string[]): string =>
    reported(gptLayout({ data: Partition.of(gib(20), Filesystem.ext4({ mountPoint: "/data", mountOptions })), root: Partition.rest(root) })); // prettier-ignore

  it("are rejected with a space, in every kind of file system", () => {
    expect(withOptions("noatime, discard")).toMatchInlineSnapshot(`
      "error[mount-option]: machines/web/disks: disks.main.data: "noatime, discard" is not one mount option
        value: "noatime, discard"
        why:   each element of the list is one option, and spaces separate the fields of /etc/fstab
        fix:   use an element for each: ["noatime", "discard"]
        docs:  https://cdknix.example/errors/mount-option"
    `);
    expect(withOptions("")).toContain("error[mount-option]");
    expect(withOptions(" noatime")).toContain('fix:   remove it, or use an option such as "noatime"');
    const btrfs = Filesystem.btrfs({ subvolumes: { "/": { mountOptions: ["a b"] } } });
    expect(reported(gptLayout({ root: Partition.rest(btrfs) }))).toContain(
      'error[mount-option]: machines/web/disks: disks.main.root, subvolume /root: "a b"',
    );
    expect(reported({ ...gptLayout(), tmpfs: { "/tmp": { mountOptions: ["size=1G nr_inodes=1"] } } })).toContain(
      'error[mount-option]: machines/web/disks: tmpfs["/tmp"]',
    );
  });

  it("are warned about if one element has several", () => {
    expect(withOptions("noatime,discard")).toContain('fix:   use an element for each: ["noatime", "discard"]');
    expect(withOptions("noatime,discard")).toContain("warning[mount-option]");
  });

  it("may have any other form", () => {
    expect(withOptions("noatime", "x-systemd.idle-timeout=1min", 'context="a:b,c"', "uid=0", "subvol=@home")).toBe("");
  });
});

describe("file systems in memory", () => {
  const withMode = (mode: string): string => reported({ ...gptLayout(), tmpfs: { "/scratch": { mode } } });

  it.each(["1999", "rwx", "0x1ff", "", "75", "u=rwx", "17777"])("rejects the mode %j", (mode) => {
    expect(withMode(mode)).toContain('error[tmpfs-mode]: machines/web/disks: tmpfs["/scratch"]');
  });

  it.each(["755", "0755", "1777", "01777", "000"])("accepts the mode %j", (mode) => {
    expect(withMode(mode)).toBe("");
  });
});

describe("names of datasets", () => {
  const withDataset = (name: string): string =>
    reported({
      ...gptLayout({ tank: Partition.of(gib(20), DiskContent.zfsMember("tank")), root: Partition.rest(root) }),
      zfsPools: { tank: ZfsPool.stripe({ datasets: { [name]: { mountPoint: "/data" } } }) },
    });

  it.each(["a//b", "x@y", "bad name!", "/a", "a/", "", "a#b", "a/../b", "a%b"])("rejects %j", (name) => {
    expect(withDataset(name)).toContain(
      `error[layout-name]: machines/web/disks: zfsPools.tank: ${JSON.stringify(name)}`,
    );
  });

  it.each(["root", "data/home", "a-b_c.d:e", "0", "safe/home/me"])("accepts %j", (name) => {
    expect(withDataset(name)).not.toContain("layout-name");
  });
});
