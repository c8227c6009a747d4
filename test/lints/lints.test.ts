import { IsoImage, nix, NixosModule, pkgs, type NixosConfig } from "cdknix";
import { reported } from "../constructs/support";
import { lintReport } from "./lint-program";
import { lintPrograms } from "./lint-programs";
import { rightPrograms } from "./right-programs";

const report = (code: string): string => {
  const { wrong, profile } = lintPrograms.find((program) => program.code === code)!;
  return lintReport([wrong], "24.05", profile);
};

describe("the lints", () => {
  it.each(lintPrograms)("report the mistake in the wrong program of $code, and nothing else", ({ code }) => {
    const codes = [...report(code).matchAll(/^(?:warning|error)\[(.*?)\]/gm)].map(([, found]) => found);
    expect(new Set(codes)).toEqual(new Set([code]));
  });

  it.each(lintPrograms)("report nothing in the right program of $code", ({ right, profile }) => {
    expect(lintReport([right], "24.05", profile)).toBe("");
  });

  it.each(Object.entries(rightPrograms))("report nothing about %s", (_, configs) => {
    expect(lintReport(configs, "24.05")).toBe("");
  });
});

describe("the message", () => {
  it("of boot-menu-characters", () => {
    expect(report("boot-menu-characters")).toMatchInlineSnapshot(`
     "error[boot-menu-characters]: dotfiles/iso/m: isoImage.appendToMenuLabel contains a line break, which breaks the boot menu
       value: " x\\n\\" } evil {"
       why:   NixOS copies the text without quoting into the menus of GRUB and isolinux, and into the shell script that writes them
       fix:   remove the character
       docs:  https://cdknix.example/lints/boot-menu-characters"
    `);
  });

  it("of image-name-ignored", () => {
    expect(report("image-name-ignored")).toMatchInlineSnapshot(`
     "warning[image-name-ignored]: dotfiles/iso/m: isoImage.isoName does not name the ISO
       value: "rescue.iso"
       why:   the installer profile and IsoImage set it as well
       fix:   remove it to use the name that IsoImage sets, or set isoImage.isoName to nix.force("….iso")
       docs:  https://cdknix.example/lints/image-name-ignored"
    `);
  });

  it("of mdadm-conf-without-raid", () => {
    expect(report("mdadm-conf-without-raid")).toMatchInlineSnapshot(`
     "warning[mdadm-conf-without-raid]: dotfiles/iso/m: boot.swraid.mdadmConf is ignored
       value: "MAILADDR root"
       why:   NixOS writes /etc/mdadm.conf only with software RAID, which is disabled
       fix:   remove it, or enable RAID with raid: true of BootConfig
       docs:  https://cdknix.example/lints/mdadm-conf-without-raid"
    `);
  });

  it("of cache-without-key", () => {
    expect(report("cache-without-key")).toMatchInlineSnapshot(`
     "warning[cache-without-key]: dotfiles/iso/m: the binary cache https://nix-community.cachix.org has no public key
       value: https://nix-community.cachix.org
       why:   Nix rejects all paths from a cache whose key it does not trust
       fix:   add the key to nix.settings.trusted-public-keys, or use NixSettings with caches: [{ url, publicKey: "…" }]
       docs:  https://cdknix.example/lints/cache-without-key"
    `);
  });

  it("of documentation-not-forced", () => {
    expect(report("documentation-not-forced")).toMatchInlineSnapshot(`
     "warning[documentation-not-forced]: dotfiles/iso/m: documentation.enable = false is ignored
       value: false
       why:   the installer profile sets it to true with mkImageMediaOverride, which overrides plain values
       fix:   use nix.force(false), or SpaceSaver
       docs:  https://cdknix.example/lints/documentation-not-forced

     warning[documentation-not-forced]: dotfiles/iso/m: documentation.nixos.enable = false is ignored
       value: false
       why:   the installer profile sets it to true with mkImageMediaOverride, which overrides plain values
       fix:   use nix.force(false), or SpaceSaver
       docs:  https://cdknix.example/lints/documentation-not-forced"
    `);
  });

  it("of file-systems-dropped", () => {
    expect(report("file-systems-dropped")).toMatchInlineSnapshot(`
     "warning[file-systems-dropped]: dotfiles/iso/m: fileSystems is ignored
       value: "/data"
       why:   the installer profile sets the whole option with mkImageMediaOverride, which overrides plain values
       fix:   define it as lib.isoFileSystems."/data" = { … }, which the profile includes, or wrap all of fileSystems in nix.imageMediaOverride(…)
       docs:  https://cdknix.example/lints/file-systems-dropped

     warning[file-systems-dropped]: dotfiles/iso/m: swapDevices is ignored
       value: [ { device = "/dev/disk/by-label/swap"; } ]
       why:   the installer profile sets the whole option with mkImageMediaOverride, which overrides plain values
       fix:   wrap the whole list in nix.imageMediaOverride(…)
       docs:  https://cdknix.example/lints/file-systems-dropped"
    `);
  });

  it("of filesystems-only-added", () => {
    expect(report("filesystems-only-added")).toMatchInlineSnapshot(`
     "warning[filesystems-only-added]: dotfiles/iso/m: this list of file systems has no effect
       value: btrfs, vfat, xfs
       why:   a list only adds file systems, and the installer profile already has all of these, as well as ZFS
       fix:   use BootConfig with filesystems: { only: […] } or { without: […] }, or remove the list
       docs:  https://cdknix.example/lints/filesystems-only-added"
    `);
  });

  it("of flake-setting-without-flakes", () => {
    expect(report("flake-setting-without-flakes")).toMatchInlineSnapshot(`
     "warning[flake-setting-without-flakes]: dotfiles/iso/m: nix.settings.accept-flake-config requires flakes, which are disabled
       value: false
       why:   Nix ignores the setting with a warning, and NixOS fails to build a nix.conf with warnings
       fix:   add "flakes" to nix.settings.experimental-features, use NixSettings, or remove the setting
       docs:  https://cdknix.example/lints/flake-setting-without-flakes"
    `);
  });

  it("of git-package-without-enable", () => {
    expect(report("git-package-without-enable")).toMatchInlineSnapshot(`
     "warning[git-package-without-enable]: dotfiles/iso/m: programs.git.package alone does not install git
       value: pkgs.gitMinimal
       why:   NixOS installs the package only if programs.git.enable is true, and its default is false
       fix:   set programs.git.enable too, or use InstallerTools with git: "minimal"
       docs:  https://cdknix.example/lints/git-package-without-enable"
    `);
  });

  it("of kernel-parameter-toram", () => {
    expect(report("kernel-parameter-toram")).toMatchInlineSnapshot(`
     "warning[kernel-parameter-toram]: dotfiles/iso/m: the kernel parameter "toram" has no effect on NixOS
       value: "toram"
       why:   only other distributions support it; NixOS keeps running from the medium, which must stay inserted
       fix:   use "copytoram", or BootConfig with copyToRam: true
       docs:  https://cdknix.example/lints/kernel-parameter-toram"
    `);
  });

  it("of kernel-parameters-forced", () => {
    expect(report("kernel-parameters-forced")).toMatchInlineSnapshot(`
     "warning[kernel-parameters-forced]: dotfiles/iso/m: boot.kernelParams is forced, which makes the image unbootable
       value: [ "quiet" ]
       why:   forcing the list drops the parameter root=LABEL=…, which the live system uses to find its medium
       fix:   remove nix.force: a plain list adds to NixOS's parameters, as does kernelParameters of BootConfig
       docs:  https://cdknix.example/lints/kernel-parameters-forced"
    `);
  });

  it("of key-map-en", () => {
    expect(report("key-map-en")).toMatchInlineSnapshot(`
     "warning[key-map-en]: dotfiles/iso/m: "en" is the PinePhone keyboard layout, not English
       value: "en"
       why:   on a PC keyboard this layout leaves minus, equals, backtick, and backslash unmapped
       fix:   use "us", or "uk" for a British keyboard
       docs:  https://cdknix.example/lints/key-map-en"
    `);
  });

  it("of networkmanager-with-wireless", () => {
    expect(report("networkmanager-with-wireless")).toMatchInlineSnapshot(`
     "warning[networkmanager-with-wireless]: dotfiles/iso/m: NetworkManager and wpa_supplicant are both enabled
       value: true
       why:   the installer profile of NixOS 24.05 enables networking.wireless, and NixOS rejects the combination
       fix:   set networking.wireless.enable = false, or use NetworkConfig with networkManager: true
       docs:  https://cdknix.example/lints/networkmanager-with-wireless"
    `);
  });

  it("of option-on-release", () => {
    expect(report("option-on-release")).toMatchInlineSnapshot(`
     "error[option-on-release]: dotfiles/iso/m: NixOS 24.05 has no option image
       value: { baseName = lib.mkForce "rescue"; }
       why:   it was added in NixOS 25.05; Nix rejects options that do not exist
       fix:   let IsoImage set the name, or set isoImage.isoName with nix.imageMediaOverride(…)
       docs:  https://cdknix.example/lints/option-on-release"
    `);
  });

  it("of package-on-release", () => {
    expect(report("package-on-release")).toMatchInlineSnapshot(`
     "error[package-on-release]: dotfiles/iso/m: the nixpkgs of NixOS 24.05 does not have this package
       value: pkgs.lixPackageSets.stable.lix
       why:   lixPackageSets was added in NixOS 25.05
       fix:   use pkgs.lix, which every release has
       docs:  https://cdknix.example/lints/package-on-release"
    `);
  });

  it("of systemd-stage-1-on-release", () => {
    expect(report("systemd-stage-1-on-release")).toMatchInlineSnapshot(`
     "error[systemd-stage-1-on-release]: dotfiles/iso/m: an image of NixOS 24.05 does not boot with systemd in stage 1
       value: true
       why:   the image is mounted from /dev/root, which only the script-based stage 1 creates
       fix:   use release 25.11 or later, or disable systemd in stage 1
       docs:  https://cdknix.example/lints/systemd-stage-1-on-release"
    `);
  });

  it("of volume-id-characters", () => {
    expect(report("volume-id-characters")).toMatchInlineSnapshot(`
     "warning[volume-id-characters]: dotfiles/iso/m: the volume ID has characters other than letters, digits, ".", "_", and "-"
       value: "My Disk"
       why:   NixOS uses it unquoted in the kernel parameter root=LABEL=, which the live system uses to find its medium
       fix:   remove the other characters
       docs:  https://cdknix.example/lints/volume-id-characters"
    `);
  });

  it("of volume-id-characters once, as an error, if they break the boot menu", () => {
    const forced = lintReport([{ isoImage: { volumeID: nix.force('a"b') } }], "24.05");
    expect(forced.match(/^(?:error|warning)\[.*?\]/gm)).toEqual(["error[volume-id-characters]"]);
    const ofImage = reported((iso) => new IsoImage(iso, "image", { volumeId: 'a"b' }));
    expect(ofImage.match(/^(?:error|warning)\[.*?\]/gm)).toEqual(["error[volume-id-characters]"]);
  });

  it("of image-name-ignored also for overrides, and once", () => {
    for (const release of ["25.05", "unstable"] as const) {
      for (const option of ["isoImage.isoName", "isoImage.isoBaseName", "image.fileName", "image.baseName"]) {
        const report = reported((iso) => {
          new IsoImage(iso, "image").addOverride(option, "x");
        }, release);
        expect(report.match(/^(?:error|warning)\[.*?\]/gm)).toEqual(["warning[image-name-ignored]"]);
        expect(report).toContain(`dotfiles/iso/image: ${option} does not name the ISO`);
      }
    }
  });

  it("of zfs-kernel only as possible if the newest kernel with ZFS is not known", () => {
    const text = lintReport([{ boot: { kernelPackages: pkgs.linuxPackages_latest } }], "25.05");
    expect(text).toContain("this kernel may be too new for ZFS, which the installer profile enables");
  });

  it("of no profile that the release lacks", () => {
    const report = reported((iso) => new IsoImage(iso, "image", { profile: "graphical-plasma5-new-kernel" }), "25.11");
    expect(report.match(/^(?:error|warning)\[.*?\]/gm)).toEqual(["error[profile-on-release]"]);
  });

  it("of zfs-kernel", () => {
    expect(report("zfs-kernel")).toMatchInlineSnapshot(`
     "warning[zfs-kernel]: dotfiles/iso/m: this kernel is too new for ZFS, which the installer profile enables
       value: pkgs.linuxPackages_latest
       why:   the ZFS of NixOS 24.05 supports kernels up to Linux 6.10; Nix rejects the image because its zfs-kernel is marked as broken
       fix:   disable ZFS, for example with BootConfig filesystems: { without: ["zfs"] }, or remove kernelPackages
       docs:  https://cdknix.example/lints/zfs-kernel"
    `);
  });
});

describe("boot-menu-characters", () => {
  const codes = (kernelParams: readonly string[]): string => lintReport([{ boot: { kernelParams } }], "24.05");

  it.each(["a=$b", "a=`b`", "a\\b", "a='b'", "a;b", "a|b", "a&b", "a<b", "a>b", "a{b", "a}b", 'a="$b"', 'a="\\b"'])(
    "rejects the kernel parameter %s",
    (parameter) => {
      expect(codes([parameter])).toContain("error[boot-menu-characters]: dotfiles/iso/m: boot.kernelParams contains");
    },
  );

  it.each(['dyndbg="module a +p; module b +p"', 'a="{b}"', "a=b,c:d@e/f#g~h^i%j*k?l[m]!n", "é"])(
    "accepts the kernel parameter %s",
    (parameter) => {
      expect(codes([parameter])).toBe("");
    },
  );

  it("checks the entries of specialisations", () => {
    const entry = (configuration: NixosConfig): string =>
      lintReport([{ specialisation: { rescue: { configuration } } }], "25.05");
    expect(entry({ isoImage: { configurationName: 'x" {' } })).toContain(
      'dotfiles/iso/m: specialisation.rescue.configuration.isoImage.configurationName contains the character "',
    );
    expect(entry({ boot: { kernelParams: nix.force(["a;b"]) } })).toContain(
      "boot.kernelParams contains the character ;",
    );
    expect(entry({ isoImage: { configurationName: "(rescue)" }, users: { motd: 'x" {' } })).toBe("");
  });

  it("reports only the literal parts of a string, and nothing on a host without an image", () => {
    expect(lintReport([{ isoImage: { appendToMenuLabel: nix.str` ${pkgs.hello}` } }], "24.05")).toBe("");
    expect(lintReport([{ isoImage: { appendToMenuLabel: nix.str`'${pkgs.hello}` } }], "24.05")).toContain("error[");
    expect(reported((iso) => new NixosModule(iso, "m", { config: { boot: { kernelParams: ["a;b"] } } }))).toBe("");
  });
});
