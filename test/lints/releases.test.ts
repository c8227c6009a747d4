import {
  BootConfig,
  ConsoleConfig,
  InstallerTools,
  IsoImage,
  LiveFixes,
  NetworkConfig,
  nix,
  NixosModule,
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
import { releaseFacts, type ReleaseFacts } from "../../lib/constructs/core";
import { evidenceOf } from "../../lib/constructs/core/release-evidence";
import { HostDefinitions, OptionTree } from "../../lib/constructs/lints/host-definitions";
import { systemdStage1OnRelease } from "../../lib/constructs/lints/rules/systemd-stage-1-on-release";
import type { ModuleModel } from "../../lib/model";
import { ast } from "../../lib/nix";
import { publicKey, reported } from "../constructs/support";
import { lintReport } from "./lint-program";

const codes = (config: NixosConfig, release: Release): readonly string[] =>
  [...lintReport([config], release).matchAll(/^(?:warning|error)\[(.*?)\]/gm)].map(([, code = ""]) => code);

/** The releases on which a lint reports a configuration. */
const reportedOn = (config: NixosConfig): readonly string[] =>
  releases.filter((release) => codes(config, release).length > 0);

const scriptedConfig = ast.attributeSet({
  bindings: [ast.binding(["boot", "initrd", "systemd", "enable"], ast.bool(false))],
});

describe("lints by release", () => {
  it.each(releases)("report nothing about any construct on %s", (release) => {
    const make = (iso: HostClass): void => {
      new IsoImage(iso, "image");
      new BootConfig(iso, "boot", {
        copyToRam: true,
        kernelPackages: pkgs.linuxPackages_latest,
        filesystems: { without: ["zfs"] },
        zram: true,
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

  it("warn about the script-based stage 1 since it is deprecated", () => {
    const scripted = { boot: { initrd: { systemd: { enable: false } } } };
    expect(reportedOn(scripted)).toEqual(["26.05", "26.11", "unstable"]);
    expect(lintReport([scripted], "26.05")).toMatchInlineSnapshot(`
     "warning[systemd-stage-1-on-release]: dotfiles/iso/m: the script-based stage 1 is deprecated in NixOS 26.05
       value: false
       why:   NixOS prints a warning about it, and plans to remove it in 26.11
       fix:   remove the setting: stage 1 then uses systemd
       docs:  https://cdknix.example/lints/systemd-stage-1-on-release"
    `);
    expect(reported((iso) => new BootConfig(iso, "boot", { systemdStage1: false }), "unstable")).toContain(
      "warning[systemd-stage-1-on-release]: dotfiles/iso/boot: the script-based stage 1 is deprecated in NixOS unstable",
    );
  });

  it.each(releases)("reject nothing on %s because of a fact that is only inferred", (release) => {
    const { missingOptions, systemdStage1 } = releaseFacts(release);
    const facts = [
      ...missingOptions.map(({ option }) => option),
      ...(systemdStage1 === "does not boot" ? ["systemdStage1"] : []),
    ];
    expect(facts.filter((fact) => evidenceOf(fact, release) === "inferred")).toEqual([]);
  });

  it("reject the script-based stage 1 on a release that has dropped it", () => {
    const modules = [{ imports: [], config: scriptedConfig } as unknown as ModuleModel];
    const facts: ReleaseFacts = { ...releaseFacts("unstable"), scriptedStage1: "removed" };
    const host = new HostDefinitions(modules, new OptionTree(systemdStage1OnRelease.options), "26.11", facts);
    expect(systemdStage1OnRelease.check(host)).toMatchObject([
      { severity: "error", message: "the script-based stage 1 is no longer part of NixOS 26.11" },
    ]);
  });

  it("report names of the ISO that the release ignores", () => {
    const from2505 = releases.filter((release) => release >= "25.05");
    const named = (config: NixosConfig): readonly string[] =>
      releases.filter((release) => codes(config, release).includes("image-name-ignored"));
    expect(named({ isoImage: { isoName: nix.force("x.iso") } })).toEqual(from2505);
    expect(named({ isoImage: { isoName: "x.iso" } })).toEqual(releases);
    expect(named({ image: { fileName: nix.force("x.iso") } })).toEqual(from2505);
    expect(named({ isoImage: { isoBaseName: "x" } })).toEqual(from2505);
    expect(named({ isoImage: { isoBaseName: "x", isoName: nix.force("x.iso") } })).toEqual(releases);
    expect(named({ image: { baseName: "x" } })).toEqual(from2505);
    expect(named({ image: { baseName: nix.force("x") } })).toEqual([]);
    expect(lintReport([{ isoImage: { isoName: "x.iso" } }], "25.05")).toMatchInlineSnapshot(`
     "warning[image-name-ignored]: dotfiles/iso/m: isoImage.isoName does not name the ISO
       value: "x.iso"
       why:   since NixOS 25.05, the image builder names the file \${image.baseName}.iso
       fix:   remove it to use the name that IsoImage sets, or set image.baseName to nix.force("…"), without ".iso"
       docs:  https://cdknix.example/lints/image-name-ignored"
    `);
    expect(
      reported((iso) => {
        new IsoImage(iso, "image");
        new NixosModule(iso, "name", { config: { isoImage: { isoBaseName: "x" } } });
      }),
    ).toContain("warning[image-name-ignored]: dotfiles/iso/name: isoImage.isoBaseName does not name the ISO");
  });

  it("reject options on releases before they were added", () => {
    expect(reportedOn({ image: { baseName: nix.force("x") } })).toEqual(["24.05", "24.11"]);
    expect(reportedOn({ system: { tools: { "nixos-option": { enable: true } } } })).toEqual(["24.05"]);
    expect(reportedOn({ services: { userborn: { enable: true } } })).toEqual(["24.05"]);
    expect(reportedOn({ hardware: { enableAllHardware: true } })).toEqual(["24.05", "24.11"]);
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
    const withSystemd = { boot: { initrd: { systemd: { enable: true } } } };
    expect(reportedOn(withSystemd)).toEqual(["24.05", "24.11", "25.05"]);
    expect(lintReport([withSystemd], "25.05")).toContain(
      "error[systemd-stage-1-on-release]: dotfiles/iso/m: an image of NixOS 25.05 does not boot with systemd in stage 1",
    );
  });

  it("allow forced kernel parameters if systemd finds the medium", () => {
    const forced = nix.force(["quiet"]);
    const without = releases.filter((release) => release < "26");
    expect(reportedOn({ boot: { kernelParams: forced } })).toEqual(without);
    const initrd = (enable: boolean): NixosConfig => ({
      boot: { kernelParams: forced, initrd: { systemd: { enable } } },
    });
    expect(codes(initrd(true), "25.11")).toEqual([]);
    expect(codes(initrd(false), "25.11")).toEqual(["kernel-parameters-forced"]);
    expect(codes(initrd(false), "26.05")).toEqual(["kernel-parameters-forced", "systemd-stage-1-on-release"]);
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
