import {
  BootConfig,
  ConsoleConfig,
  InstallerTools,
  IsoImage,
  LiveFixes,
  NetworkConfig,
  nix,
  NixpkgsConfig,
  NixSettings,
  pkgs,
  releases,
  SpaceSaver,
  SshAccess,
  type HostClass,
  type NixosConfig,
  type Release,
} from "cdknix";
import { publicKey, reported } from "../constructs/support";
import { lintReport } from "./lint-program";

const codes = (config: NixosConfig, release: Release): readonly string[] =>
  [...lintReport([config], release).matchAll(/^(?:warning|error)\[(.*?)\]/gm)].map(([, code = ""]) => code);

/** The releases on which a lint reports a configuration. */
const reportedOn = (config: NixosConfig): readonly string[] =>
  releases.filter((release) => codes(config, release).length > 0);

describe("lints by release", () => {
  it.each(releases)("report nothing about any construct on %s", (release) => {
    const make = (iso: HostClass): void => {
      new IsoImage(iso, "image");
      new BootConfig(iso, "boot", {
        copyToRam: true,
        kernelPackages: pkgs.linuxPackages_latest,
        filesystems: { without: ["zfs"] },
        systemdStage1: false,
      });
      new NixSettings(iso, "nix", { package: pkgs.lix });
      new InstallerTools(iso, "tools");
      new SshAccess(iso, "ssh", { authorizedKeys: [publicKey] });
      new SpaceSaver(iso, "space", { manPages: true, manCache: false });
      new ConsoleConfig(iso, "console", { keyMap: "us" });
      new LiveFixes(iso, "fixes");
      new NetworkConfig(iso, "network", { networkManager: true });
      new NixpkgsConfig(iso, "nixpkgs");
    };
    expect(reported(make, release)).toBe("");
  });

  it("reject options on releases before they were added", () => {
    expect(reportedOn({ image: { baseName: nix.force("x") } })).toEqual(["24.05", "24.11"]);
    expect(reportedOn({ system: { tools: { "nixos-option": { enable: true } } } })).toEqual(["24.05"]);
    expect(reportedOn({ services: { userborn: { enable: true } } })).toEqual(["24.05"]);
    expect(reportedOn({ security: { run0: { enableSudoAlias: true } } })).toEqual(["24.05", "24.11", "25.05", "25.11"]);
    expect(reportedOn({ documentation: { man: { cache: { enable: true } } } })).toEqual(
      releases.filter((release) => release < "26"),
    );
  });

  it("reject Lix package sets before they were added and after they were removed", () => {
    expect(reportedOn({ nix: { package: pkgs.lixPackageSets.git.lix } })).toEqual(["24.05", "24.11"]);
    expect(reportedOn({ nix: { package: pkgs.lixPackageSets.lix_2_91.lix } })).toEqual(
      releases.filter((release) => release !== "25.05"),
    );
    expect(reportedOn({ nix: { package: pkgs.lix } })).toEqual([]);
  });

  it("reject systemd in stage 1 until images boot with it", () => {
    expect(reportedOn({ boot: { initrd: { systemd: { enable: true } } } })).toEqual(["24.05", "24.11", "25.05"]);
    expect(reportedOn({ boot: { initrd: { systemd: { enable: false } } } })).toEqual([]);
  });

  it("allow forced kernel parameters if systemd finds the medium", () => {
    const forced = nix.force(["quiet"]);
    const without = releases.filter((release) => release < "26");
    expect(reportedOn({ boot: { kernelParams: forced } })).toEqual(without);
    const initrd = (enable: boolean): NixosConfig => ({
      boot: { kernelParams: forced, initrd: { systemd: { enable } } },
    });
    expect(codes(initrd(true), "25.11")).toEqual([]);
    expect(codes(initrd(false), "26.05")).toEqual(["kernel-parameters-forced"]);
  });

  it("know which releases enable git, and which wpa_supplicant", () => {
    expect(reportedOn({ programs: { git: { package: pkgs.gitMinimal } } })).toEqual(["24.05"]);
    expect(reportedOn({ networking: { networkmanager: { enable: true } } })).toEqual(["24.05", "24.11", "25.05"]);
  });

  it("know the newest kernel for ZFS on releases with a known limit", () => {
    expect(reportedOn({ boot: { kernelPackages: pkgs.linuxPackages_6_11 } })).toEqual(["24.05"]);
    expect(reportedOn({ boot: { kernelPackages: pkgs.linuxKernel.packages.linux_6_11 } })).toEqual(["24.05"]);
    expect(reportedOn({ boot: { kernelPackages: pkgs.linuxPackages_6_10 } })).toEqual([]);
    expect(reportedOn({ boot: { kernelPackages: pkgs.linuxPackages_testing } })).toEqual(releases);
  });

  it("know the file systems of the profile", () => {
    expect(reportedOn({ boot: { supportedFilesystems: ["reiserfs"] } })).toEqual(["24.05"]);
    expect(reportedOn({ boot: { supportedFilesystems: ["btrfs", "ext4"] } })).toEqual(releases);
  });

  it("reject run0 before it was added", () => {
    const make = (iso: HostClass): LiveFixes => new LiveFixes(iso, "fixes", { run0: true });
    expect(reported(make, "25.11")).toMatchInlineSnapshot(`
     "error[option-on-release]: dotfiles/iso/fixes: NixOS 25.11 has no option security.run0
       value: { wheelNeedsPassword = false; enableSudoAlias = true; }
       why:   it was added in NixOS 26.05; Nix rejects options that do not exist
       fix:   use security.sudo; the run0 command itself is part of systemd
       docs:  https://cdknix.example/lints/option-on-release"
    `);
    expect(reported(make, "26.05")).toBe("");
  });
});
