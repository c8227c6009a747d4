import { BootConfig, pkgs } from "cdknix";
import { moduleText, reported } from "./support";

describe("BootConfig", () => {
  it("disables RAID, which the installer profile enables, and keeps NixOS's other defaults", () => {
    expect(moduleText((iso) => new BootConfig(iso, "boot"))).toMatchInlineSnapshot(`
     "{ lib, ... }:
     {
       # mkForce: the installer profile turns this on at the normal priority
       boot.swraid.enable = lib.mkForce false;
     }
     "
    `);
  });

  it("compresses unused memory on request", () => {
    const text = (zram: boolean): string => moduleText((iso) => new BootConfig(iso, "boot", { zram }));
    expect(text(true)).toMatch(/zramSwap = \{\s+enable = true;\s+memoryPercent = 100;\s+\};/);
    expect(text(false)).not.toContain("zram");
  });

  it("adds listed file systems, and replaces the profile's with `only`", () => {
    expect(moduleText((iso) => new BootConfig(iso, "boot", { filesystems: ["bcachefs"] }))).toContain(
      'boot = {\n    supportedFilesystems = [ "bcachefs" ];',
    );
    expect(moduleText((iso) => new BootConfig(iso, "boot", { filesystems: { only: ["btrfs", "vfat"] } }))).toContain(
      "supportedFilesystems = lib.mkForce {\n      btrfs = true;\n      vfat = true;\n    };",
    );
  });

  it("removes file systems from the profile's, and selects the stage 1", () => {
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

  it("copies to memory with the parameter that NixOS supports, next to the user's parameters", () => {
    const text = moduleText((iso) => new BootConfig(iso, "boot", { copyToRam: true, kernelParameters: ["quiet"] }));
    expect(text).toMatch(/kernelParams = \[\s+"quiet"\s+"copytoram"\s+\];/);
    expect(text).not.toContain('toram"\n      "toram');
  });

  it("sets kernel, log level, RAID, and menu with priorities that take effect", () => {
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

  it("rejects invalid kernel parameters, log levels, and timeouts", () => {
    expect(
      reported(
        (iso) => new BootConfig(iso, "boot", { kernelParameters: ["a b", ""], consoleLogLevel: 8, menuTimeout: -1 }),
      ),
    ).toMatchInlineSnapshot(`
     "error[kernel-parameter]: dotfiles/iso/boot: "a b" is not a single kernel parameter
       value: "a b"
       why:   each element of boot.kernelParams is one parameter, and spaces are allowed only inside double quotes
       fix:   put each parameter in an element of its own
       docs:  https://cdknix.example/errors/kernel-parameter

     error[kernel-parameter]: dotfiles/iso/boot: "" is not a single kernel parameter
       value: ""
       why:   each element of boot.kernelParams is one parameter, and spaces are allowed only inside double quotes
       fix:   put each parameter in an element of its own
       docs:  https://cdknix.example/errors/kernel-parameter

     error[console-log-level]: dotfiles/iso/boot: consoleLogLevel must be a whole number from 0 to 7
       value: 8
       fix:   use a level from 0 (emergencies) to 7 (debugging)
       docs:  https://cdknix.example/errors/console-log-level

     error[menu-timeout]: dotfiles/iso/boot: menuTimeout must be a whole number of seconds
       value: -1
       fix:   use 0 or more, or null to wait forever
       docs:  https://cdknix.example/errors/menu-timeout"
    `);
    expect(reported((iso) => new BootConfig(iso, "boot", { kernelParameters: ['dyndbg="file a.c +p"'] }))).toBe("");
  });
});
