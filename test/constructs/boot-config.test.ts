import { BootConfig, pkgs } from "cdknix";
import { moduleText, reported } from "./support";

describe("BootConfig", () => {
  it("turns RAID off against the installer profile, and leaves everything else to NixOS", () => {
    expect(moduleText((iso) => new BootConfig(iso, "boot"))).toMatchInlineSnapshot(`
     "{ lib, ... }:
     {
       # mkForce: the installer profile turns this on at the normal priority
       boot.swraid.enable = lib.mkForce false;
     }
     "
    `);
  });

  it("adds file systems that are listed, and replaces the profile's by those that are the only ones", () => {
    expect(moduleText((iso) => new BootConfig(iso, "boot", { filesystems: ["bcachefs"] }))).toContain(
      'boot = {\n    supportedFilesystems = [ "bcachefs" ];',
    );
    expect(moduleText((iso) => new BootConfig(iso, "boot", { filesystems: { only: ["btrfs", "vfat"] } }))).toContain(
      "supportedFilesystems = lib.mkForce {\n      btrfs = true;\n      vfat = true;\n    };",
    );
  });

  it("takes file systems away from the profile's, and chooses the stage 1", () => {
    expect(
      moduleText(
        (iso) => new BootConfig(iso, "boot", { filesystems: { without: ["zfs"] }, systemdStage1: true }),
        "25.11",
      ),
    ).toMatchInlineSnapshot(`
     "{ lib, ... }:
     {
       boot = {
         # mkForce: the installer profile turns this on
         supportedFilesystems.zfs = lib.mkForce false;
         initrd.systemd.enable = true;
         # mkForce: the installer profile turns this on at the normal priority
         swraid.enable = lib.mkForce false;
       };
     }
     "
    `);
    expect(reported((iso) => new BootConfig(iso, "boot", { systemdStage1: false }))).toBe("");
  });

  it("copies to memory with the parameter that NixOS knows, beside those of the user", () => {
    const text = moduleText((iso) => new BootConfig(iso, "boot", { copyToRam: true, kernelParameters: ["quiet"] }));
    expect(text).toMatch(/kernelParams = \[\s+"quiet"\s+"copytoram"\s+\];/);
    expect(text).not.toContain('toram"\n      "toram');
  });

  it("sets kernel, log level, RAID and menu at the priorities that win", () => {
    const text = moduleText(
      (iso) =>
        new BootConfig(iso, "boot", {
          kernelPackages: pkgs.linuxPackages_latest,
          consoleLogLevel: 7,
          menuTimeout: 3,
          raid: true,
        }),
    );
    expect(text).toMatchInlineSnapshot(`
     "{ lib, pkgs, ... }:
     {
       boot = {
         kernelPackages = pkgs.linuxPackages_latest;
         consoleLogLevel = 7;
         # mkForce: the image builder sets this at the normal priority
         loader.timeout = lib.mkForce 3;
         swraid.enable = true;
       };
     }
     "
    `);
    expect(moduleText((iso) => new BootConfig(iso, "boot", { menuTimeout: null }))).toContain("lib.mkForce null");
  });

  it("refuses what is no single kernel parameter, log level or timeout", () => {
    expect(
      reported(
        (iso) => new BootConfig(iso, "boot", { kernelParameters: ["a b", ""], consoleLogLevel: 8, menuTimeout: -1 }),
      ),
    ).toMatchInlineSnapshot(`
     "error[kernel-parameter]: dotfiles/iso/boot: this is not one kernel parameter
       value: "a b"
       why:   boot.kernelParams takes one parameter each, with spaces inside double quotes only
       fix:   give each parameter as an element of its own

     error[kernel-parameter]: dotfiles/iso/boot: this is not one kernel parameter
       value: ""
       why:   boot.kernelParams takes one parameter each, with spaces inside double quotes only
       fix:   give each parameter as an element of its own

     error[console-log-level]: dotfiles/iso/boot: the kernel knows console log levels 0 to 7
       value: 8
       fix:   use a whole number from 0 (emergencies) to 7 (debugging)

     error[menu-timeout]: dotfiles/iso/boot: the boot menu waits a whole number of seconds
       value: -1
       fix:   use 0 or more, or null to wait for ever"
    `);
    expect(reported((iso) => new BootConfig(iso, "boot", { kernelParameters: ['dyndbg="file a.c +p"'] }))).toBe("");
  });
});
