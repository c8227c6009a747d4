import { BootConfig, ConsoleConfig, IsoImage, NetworkConfig, nix, type BootConfigProps } from "cdknix";
import { reported } from "./support";

describe("file systems of BootConfig", () => {
  const warned = (filesystems: BootConfigProps["filesystems"]): readonly string[] =>
    [...reported((iso) => new BootConfig(iso, "boot", filesystems === undefined ? {} : { filesystems }), "24.05").matchAll(/\[unknown-file-system\][^]*?fix: {3}(.*)/g)].map(([, fix = ""]) => fix); // prettier-ignore

  it("warns about names with which NixOS does nothing", () => {
    expect(warned(["btrfss", "NTFS", "fat32", "zzz"])).toEqual([
      "did you mean btrfs?",
      "did you mean ntfs?",
      "did you mean vfat?",
      "use the name of a file system as in mount(8), such as ext4",
    ]);
    expect(warned({ only: ["ext44"] })).toEqual(["did you mean ext4?"]);
    expect(warned({ without: ["ntfs3"] })).toEqual(["did you mean ntfs?"]);
  });

  it("accepts those of NixOS, of the kernel, and of FUSE", () => {
    expect(warned(["ntfs3", "nfs", "9p", "fuse.rclone", "overlay", "iso9660"])).toEqual([]);
    expect(warned({ without: ["zfs", "jfs", "reiserfs"] })).toEqual([]);
    expect(warned({ only: ["ext4", "vfat", "bcachefs", "exfat", "ntfs-3g"] })).toEqual([]);
    expect(warned(undefined)).toEqual([]);
  });
});

describe("NetworkConfig", () => {
  const report = (props: object): string => reported((iso) => new NetworkConfig(iso, "network", props));

  it.each([
    "999.1.1.1",
    ":::",
    "1.2.3",
    "1:2:3:4:5:6:7:8:9",
    "::1::",
    "g::1",
    "1.2.3.4%eth0",
    "::1.2.3.400",
    "",
    "01.2.3.4",
  ])("rejects the name server %j", (server) => {
    expect(report({ nameservers: [server] })).toContain("error[name-server]");
  });

  it.each(["192.0.2.53", "2001:db8::53", "::1", "fe80::1%eth0", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8", "::"])(
    "accepts the name server %j",
    (server) => {
      expect(report({ nameservers: [server] })).toBe("");
    },
  );

  it("rejects a domain that is no name", () => {
    for (const domain of ["exa mple", "", "a..b", ".lan", "-a.b", "a/b", "https://example.org"]) {
      expect(report({ domain })).toContain("error[network-domain]");
    }
    for (const domain of ["lan", "example.org", "a-b.c_d.home.arpa", "xn--bcher-kva.example", "example.org."]) {
      expect(report({ domain })).toBe("");
    }
  });
});

it("ConsoleConfig rejects an empty font", () => {
  expect(reported((iso) => new ConsoleConfig(iso, "console", { font: "" }))).toContain('error[console-font]: dotfiles/iso/console: "" is not the name of a font'); // prettier-ignore
});

describe("contents of IsoImage", () => {
  const report = (...targets: readonly string[]): string =>
    reported((iso) => new IsoImage(iso, "image", { contents: targets.map((target) => ({ source: nix.path("./image.nix"), target })) })); // prettier-ignore

  it("rejects paths that name nothing, and the same path twice", () => {
    for (const target of ["/docs/", "/", "//a", "/a//b"]) expect(report(target)).toContain("error[iso-content-target]");
    expect(report("/a", "/b", "/a")).toContain("contents has two files for /a");
  });

  it("accepts different paths, of files and directories", () => {
    expect(report("/a", "/docs/a.txt", "/docs/b.txt", "/A", "/with space")).not.toContain("iso-content-target");
  });
});
