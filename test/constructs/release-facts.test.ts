import { App, BootConfig, Flake, Nixpkgs, pkgs, releases, type BootConfigProps, type Release } from "cdknix";
import { releaseFacts } from "../../lib/constructs/core";
import { lintReport } from "../lints/lint-program";
import { reported } from "./support";

describe("facts about releases", () => {
  it("are the same for 26.11 and unstable, which were evaluated on one tree, but for their names", () => {
    const { flakeReference, knowsItsName, ...facts } = releaseFacts("26.11");
    expect({ flakeReference, knowsItsName }).toEqual({
      flakeReference: "github:NixOS/nixpkgs/nixos-26.11",
      knowsItsName: true,
    });
    expect(releaseFacts("unstable")).toEqual({
      ...facts,
      flakeReference: "github:NixOS/nixpkgs/nixos-unstable",
      knowsItsName: false,
    });
  });

  it("about the newest kernel with ZFS may be outdated for a release that was evaluated before it was released", () => {
    expect(lintReport([{ boot: { kernelPackages: pkgs.linuxPackages_7_0 } }], "26.11")).toBe("");
    expect(lintReport([{ boot: { kernelPackages: pkgs.linuxPackages_7_1 } }], "26.11")).toMatchInlineSnapshot(`
      "warning[zfs-kernel]: dotfiles/iso/m: this kernel may be too new for ZFS, which the installer profile enables
        value: pkgs.linuxPackages_7_1
        why:   ZFS supports new kernels only weeks later (that of nixos-unstable on 2026-07-14 supports up to Linux 7.0); until then, Nix rejects the image because its zfs-kernel is marked as broken
        fix:   disable ZFS, for example with BootConfig filesystems: { without: ["zfs"] }, or remove kernelPackages
        docs:  https://cdknix.example/lints/zfs-kernel"
    `);
  });
});

describe("BootConfig with a list of the only file systems", () => {
  const warned = (props: BootConfigProps): readonly Release[] =>
    releases.filter((release) =>
      reported((iso) => new BootConfig(iso, "boot", props), release).includes("warning[file-systems-without-ext]"),
    );

  it("warns if systemd in stage 1 makes mkfs.ext4 depend on it", () => {
    expect(warned({ filesystems: { only: ["btrfs", "vfat"] } })).toEqual(["26.05", "26.11", "unstable"]);
    expect(warned({ filesystems: { only: ["btrfs", "vfat"] }, systemdStage1: true })).toEqual([
      ...["25.11", "26.05", "26.11", "unstable"],
    ]);
    expect(warned({ filesystems: { only: ["btrfs", "vfat"] }, systemdStage1: false })).toEqual([]);
    expect(warned({ filesystems: { only: ["btrfs", "ext4"] } })).toEqual([]);
    expect(warned({ filesystems: ["btrfs"] })).toEqual([]);
    expect(warned({ filesystems: { without: ["zfs"] } })).toEqual([]);
  });
});

describe("the context value cdknix:release", () => {
  const flakeWith = (release: string, nixpkgs: Nixpkgs): Flake =>
    new Flake(new App({ context: { "cdknix:release": release } }), "images", { nixpkgs });

  it("sets the release of a flake, and the branch of its nixpkgs", () => {
    const { release, nixpkgs } = flakeWith("26.05", Nixpkgs.release("24.05"));
    expect([release, nixpkgs.reference]).toEqual(["26.05", "github:NixOS/nixpkgs/nixos-26.05"]);
    const fork = Nixpkgs.ref("github:me/nixpkgs/nixos-24.05-small", { release: "24.05" });
    expect(flakeWith("26.05", fork).nixpkgs.reference).toBe("github:me/nixpkgs/nixos-26.05-small");
    const pinned = Nixpkgs.ref("github:NixOS/nixpkgs/35469fe84", { release: "24.05" });
    expect(flakeWith("26.05", pinned).nixpkgs.reference).toBe("github:NixOS/nixpkgs/35469fe84");
  });

  it("is checked like the release of a flake", () => {
    const flake = flakeWith("27.05", Nixpkgs.release("24.05"));
    expect(flake.node.metadata.map(({ data }) => (data as { code?: string }).code)).toContain("unknown-release");
  });
});
