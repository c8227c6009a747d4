import {
  BootConfig,
  IsoImage,
  nix,
  pkgs,
  releases,
  type InstallerProfile,
  type NixosConfig,
  type Release,
} from "cdknix";
import { reported } from "../constructs/support";
import { lintReport } from "./lint-program";

const codes = (config: NixosConfig, profile: InstallerProfile, release: Release = "24.05"): readonly string[] =>
  [...lintReport([config], release, profile).matchAll(/^(?:warning|error)\[.*?\]/gm)].map(([found]) => found);

const plymouth = { boot: { plymouth: { enable: false } } };
const wireless = { networking: { wireless: { enable: true } } };
const kernel = { boot: { kernelPackages: pkgs.linuxPackages_6_1 } };
const zfs = { boot: { supportedFilesystems: ["zfs", "exfat"] } };

describe("the lints know that", () => {
  it("graphical profiles enable a screen and NetworkManager, and disable wpa_supplicant up to 25.05", () => {
    expect(codes(plymouth, "minimal")).toEqual([]);
    expect(codes(plymouth, "graphical-gnome")).toEqual(["error[profile-setting]"]);
    expect(codes({ boot: { plymouth: { enable: nix.force(false) } } }, "graphical-gnome")).toEqual([]);
    expect(codes(wireless, "minimal")).toEqual([]);
    expect(codes(wireless, "graphical-base")).toEqual(["warning[profile-setting]"]);
    expect(codes(wireless, "graphical-base", "25.11")).toEqual([]);
    const manager = { networking: { networkmanager: { enable: true } } };
    expect(codes(manager, "minimal")).toEqual(["warning[networkmanager-with-wireless]"]);
    expect(codes(manager, "graphical-base")).toEqual([]);
    const forced = { networking: { wireless: { enable: nix.force(true) } } };
    expect(codes(forced, "graphical-base")).toEqual(["warning[networkmanager-with-wireless]"]);
    const withoutManager = { networking: { networkmanager: { enable: false } } };
    expect(codes(withoutManager, "graphical-base")).toEqual(["error[profile-setting]"]);
    expect(releases.filter((release) => codes(withoutManager, "minimal", release).length > 0)).toEqual([
      ...["25.11", "26.05", "26.11", "unstable"],
    ]);
  });

  it("some profiles have the newest kernel, in all or some entries of the boot menu", () => {
    expect(codes(kernel, "minimal", "25.05")).toEqual([]);
    expect(codes(kernel, "minimal-new-kernel-no-zfs")).toEqual(["error[profile-setting]"]);
    expect(codes(kernel, "minimal-combined", "25.05")).toEqual(["error[profile-setting]"]);
    expect(codes({ boot: { kernelPackages: pkgs.linuxPackages_latest } }, "minimal-new-kernel-no-zfs")).toEqual([]);
  });

  it("this kernel is too new for ZFS, which some profiles disable", () => {
    expect(codes({}, "minimal-new-kernel")).toEqual(["warning[zfs-kernel]"]);
    expect(codes({}, "graphical-plasma5-new-kernel")).toEqual(["warning[zfs-kernel]"]);
    expect(codes({}, "minimal-new-kernel-no-zfs")).toEqual([]);
    expect(codes({}, "minimal-combined", "25.05")).toEqual([]);
    expect(codes(zfs, "minimal")).toEqual([]);
    expect(codes(zfs, "minimal-new-kernel-no-zfs")).toEqual(["warning[profile-setting]"]);
    expect(codes(zfs, "minimal-combined", "25.05")).toEqual(["error[profile-setting]"]);
    expect(codes({ boot: { supportedFilesystems: ["btrfs", "zfs"] } }, "minimal")).toEqual([
      "warning[filesystems-only-added]",
    ]);
  });

  it("profiles with a desktop have an edition", () => {
    const edition = { isoImage: { edition: "rescue" } };
    expect(codes(edition, "minimal")).toEqual([]);
    expect(codes(edition, "graphical-gnome")).toEqual(["error[profile-setting]"]);
    expect(codes(edition, "graphical-gnome", "25.05")).toEqual([]);
    expect(codes(edition, "graphical-combined", "25.05")).toEqual(["error[profile-setting]"]);
  });
});

describe("the message", () => {
  const report = (config: NixosConfig, profile: InstallerProfile, release?: Release): string =>
    lintReport([config], release, profile);

  it("of a conflict", () => {
    expect(report(plymouth, "graphical-base")).toMatchInlineSnapshot(`
      "error[profile-setting]: dotfiles/iso/m: boot.plymouth.enable conflicts with the installer profile
        value: false
        why:   the installer profile graphical-base sets it to true, and NixOS rejects different values with the same priority
        fix:   use nix.force(false), or another profile
        docs:  https://cdknix.example/lints/profile-setting"
    `);
    expect(report(kernel, "minimal-combined", "25.05")).toMatchInlineSnapshot(`
      "error[profile-setting]: dotfiles/iso/m: boot.kernelPackages conflicts with the installer profile
        value: pkgs.linuxPackages_6_1
        why:   an entry of the boot menu of the installer profile minimal-combined sets it to pkgs.linuxPackages_latest, and NixOS rejects different values with the same priority
        fix:   use nix.force(…), or another profile
        docs:  https://cdknix.example/lints/profile-setting"
    `);
  });

  it("of a setting that is ignored", () => {
    expect(report(wireless, "graphical-base")).toMatchInlineSnapshot(`
      "warning[profile-setting]: dotfiles/iso/m: networking.wireless.enable = true is ignored
        value: true
        why:   the installer profile graphical-base sets it to false with a stronger priority
        fix:   use NetworkConfig with networkManager: false, or another profile
        docs:  https://cdknix.example/lints/profile-setting"
    `);
    expect(report(zfs, "minimal-new-kernel-no-zfs")).toMatchInlineSnapshot(`
      "warning[profile-setting]: dotfiles/iso/m: ZFS is disabled, although boot.supportedFilesystems contains it
        value: [ "zfs" "exfat" ]
        why:   the installer profile minimal-new-kernel-no-zfs disables ZFS with mkForce
        fix:   use profile: "minimal", which has ZFS
        docs:  https://cdknix.example/lints/profile-setting"
    `);
  });

  it("of a kernel that is too new for ZFS", () => {
    const make = (filesystems?: { without: readonly string[] }): string =>
      reported((iso) => {
        new IsoImage(iso, "image", { profile: "minimal-new-kernel" });
        if (filesystems !== undefined) new BootConfig(iso, "boot", { filesystems });
      });
    expect(make()).toMatchInlineSnapshot(`
      "warning[zfs-kernel]: dotfiles/iso/image: the kernel of the installer profile minimal-new-kernel is too new for ZFS, which it enables as well
        value: "minimal-new-kernel"
        why:   the ZFS of NixOS 24.05 supports kernels up to Linux 6.10; Nix rejects the image because its zfs-kernel is marked as broken
        fix:   use profile: "minimal-new-kernel-no-zfs", or BootConfig filesystems: { without: ["zfs"] }
        docs:  https://cdknix.example/lints/zfs-kernel"
    `);
    expect(make({ without: ["zfs"] })).toBe("");
  });
});
