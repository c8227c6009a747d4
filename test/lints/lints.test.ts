import { lintReport } from "./lint-program";
import { lintPrograms } from "./lint-programs";
import { rightPrograms } from "./right-programs";

const report = (code: string): string =>
  lintReport([lintPrograms.find((program) => program.code === code)!.wrong], "24.05");

describe("the lints", () => {
  it.each(lintPrograms)("speak of the wrong program of $code, and of nothing else in it", ({ code, wrong }) => {
    const codes = [...lintReport([wrong], "24.05").matchAll(/^(?:warning|error)\[(.*?)\]/gm)].map(([, found]) => found);
    expect(new Set(codes)).toEqual(new Set([code]));
  });

  it.each(lintPrograms)("are silent about the right program of $code", ({ right }) => {
    expect(lintReport([right], "24.05")).toBe("");
  });

  it.each(Object.entries(rightPrograms))("are silent about %s", (_, configs) => {
    expect(lintReport(configs, "24.05")).toBe("");
  });
});

describe("what the lints say", () => {
  it("of cache-without-key", () => {
    expect(report("cache-without-key")).toMatchInlineSnapshot(`
     "warning[cache-without-key]: dotfiles/iso/m: a binary cache has no public key
       value: https://nix-community.cachix.org
       why:   Nix rejects every path of a cache whose key it does not trust, so the cache does nothing
       fix:   give the key in nix.settings.trusted-public-keys, or use NixSettings with caches: [{ url, publicKey: "…" }]
       docs:  node_modules/cdknix/docs/lints/cache-without-key.md"
    `);
  });

  it("of documentation-not-forced", () => {
    expect(report("documentation-not-forced")).toMatchInlineSnapshot(`
     "warning[documentation-not-forced]: dotfiles/iso/m: documentation.enable = false is ignored
       value: false
       why:   the installer profile sets it to true with mkImageMediaOverride, which wins over plain values
       fix:   write nix.force(false), or use SpaceSaver
       docs:  node_modules/cdknix/docs/lints/documentation-not-forced.md

     warning[documentation-not-forced]: dotfiles/iso/m: documentation.nixos.enable = false is ignored
       value: false
       why:   the installer profile sets it to true with mkImageMediaOverride, which wins over plain values
       fix:   write nix.force(false), or use SpaceSaver
       docs:  node_modules/cdknix/docs/lints/documentation-not-forced.md"
    `);
  });

  it("of file-systems-dropped", () => {
    expect(report("file-systems-dropped")).toMatchInlineSnapshot(`
     "warning[file-systems-dropped]: dotfiles/iso/m: fileSystems is ignored
       value: "/data"
       why:   the installer profile sets the whole option with mkImageMediaOverride, which wins over plain values
       fix:   define it as lib.isoFileSystems."/data" = { … }, which the profile takes in; or put nix.imageMediaOverride(…) around all of fileSystems
       docs:  node_modules/cdknix/docs/lints/file-systems-dropped.md

     warning[file-systems-dropped]: dotfiles/iso/m: swapDevices is ignored
       value: [ { device = "/dev/disk/by-label/swap"; } ]
       why:   the installer profile sets the whole option with mkImageMediaOverride, which wins over plain values
       fix:   put nix.imageMediaOverride(…) around the whole list
       docs:  node_modules/cdknix/docs/lints/file-systems-dropped.md"
    `);
  });

  it("of filesystems-only-added", () => {
    expect(report("filesystems-only-added")).toMatchInlineSnapshot(`
     "warning[filesystems-only-added]: dotfiles/iso/m: this list of file systems changes nothing
       value: btrfs, vfat, xfs
       why:   a list only adds, and the installer profile has all of these already, ZFS among them
       fix:   give BootConfig filesystems: { only: […] }, or { without: […] }; or leave the list out
       docs:  node_modules/cdknix/docs/lints/filesystems-only-added.md"
    `);
  });

  it("of flake-setting-without-flakes", () => {
    expect(report("flake-setting-without-flakes")).toMatchInlineSnapshot(`
     "warning[flake-setting-without-flakes]: dotfiles/iso/m: nix.settings.accept-flake-config needs flakes, which are off
       value: false
       why:   Nix warns of the setting and ignores it, and NixOS fails to build a nix.conf with warnings
       fix:   add "flakes" to nix.settings.experimental-features, or use NixSettings; or leave the setting out
       docs:  node_modules/cdknix/docs/lints/flake-setting-without-flakes.md"
    `);
  });

  it("of git-package-without-enable", () => {
    expect(report("git-package-without-enable")).toMatchInlineSnapshot(`
     "warning[git-package-without-enable]: dotfiles/iso/m: programs.git.package alone puts no git on the image
       value: pkgs.gitMinimal
       why:   NixOS installs the package where programs.git.enable is true, which it is not by default
       fix:   set programs.git.enable too, or use InstallerTools with git: "minimal"
       docs:  node_modules/cdknix/docs/lints/git-package-without-enable.md"
    `);
  });

  it("of kernel-parameter-toram", () => {
    expect(report("kernel-parameter-toram")).toMatchInlineSnapshot(`
     "warning[kernel-parameter-toram]: dotfiles/iso/m: NixOS does not know the kernel parameter toram
       value: "toram"
       why:   it is that of other distributions: NixOS boots from the medium all the same, which has to stay in
       fix:   write "copytoram", or give BootConfig copyToRam: true
       docs:  node_modules/cdknix/docs/lints/kernel-parameter-toram.md"
    `);
  });

  it("of kernel-parameters-forced", () => {
    expect(report("kernel-parameters-forced")).toMatchInlineSnapshot(`
     "warning[kernel-parameters-forced]: dotfiles/iso/m: boot.kernelParams is forced, which makes the image unbootable
       value: [ "quiet" ]
       why:   it drops the parameter root=LABEL=…, by which the live system finds its medium
       fix:   leave the nix.force out: a list adds to NixOS's parameters, as do BootConfig's kernelParameters
       docs:  node_modules/cdknix/docs/lints/kernel-parameters-forced.md"
    `);
  });

  it("of key-map-en", () => {
    expect(report("key-map-en")).toMatchInlineSnapshot(`
     "warning[key-map-en]: dotfiles/iso/m: the key map "en" is that of a phone
       value: "en"
       why:   kbd ships it for the PinePhone's keyboard: minus, equals, grave and backslash type nothing with it
       fix:   use "us", or "uk" for a British keyboard
       docs:  node_modules/cdknix/docs/lints/key-map-en.md"
    `);
  });

  it("of networkmanager-with-wireless", () => {
    expect(report("networkmanager-with-wireless")).toMatchInlineSnapshot(`
     "warning[networkmanager-with-wireless]: dotfiles/iso/m: NetworkManager and wpa_supplicant are both on
       value: true
       why:   the installer profile of NixOS 24.05 turns networking.wireless on, and NixOS refuses to build both
       fix:   set networking.wireless.enable = false, or use NetworkConfig with networkManager: true
       docs:  node_modules/cdknix/docs/lints/networkmanager-with-wireless.md"
    `);
  });

  it("of option-on-release", () => {
    expect(report("option-on-release")).toMatchInlineSnapshot(`
     "error[option-on-release]: dotfiles/iso/m: NixOS 24.05 has no option image
       value: { baseName = lib.mkForce "rescue"; }
       why:   it came with NixOS 25.05; Nix refuses options that do not exist
       fix:   leave the name to IsoImage, or set isoImage.isoName with nix.imageMediaOverride(…)
       docs:  node_modules/cdknix/docs/lints/option-on-release.md"
    `);
  });

  it("of package-on-release", () => {
    expect(report("package-on-release")).toMatchInlineSnapshot(`
     "error[package-on-release]: dotfiles/iso/m: the nixpkgs of NixOS 24.05 does not have this package
       value: pkgs.lixPackageSets.stable.lix
       why:   lixPackageSets came with NixOS 25.05
       fix:   use pkgs.lix, which every release has
       docs:  node_modules/cdknix/docs/lints/package-on-release.md"
    `);
  });

  it("of systemd-stage-1-on-release", () => {
    expect(report("systemd-stage-1-on-release")).toMatchInlineSnapshot(`
     "error[systemd-stage-1-on-release]: dotfiles/iso/m: an image of NixOS 24.05 does not boot with systemd in stage 1
       value: true
       why:   it is mounted from /dev/root, which only the stage 1 of shell scripts makes
       fix:   use release 25.11 or later, or leave systemd out of stage 1
       docs:  node_modules/cdknix/docs/lints/systemd-stage-1-on-release.md"
    `);
  });

  it("of volume-id-characters", () => {
    expect(report("volume-id-characters")).toMatchInlineSnapshot(`
     "warning[volume-id-characters]: dotfiles/iso/m: the volume ID has characters other than letters, digits, ".", "_" and "-"
       value: "My Disk"
       why:   NixOS puts it unquoted into the kernel parameter root=LABEL=, by which the live system finds its medium
       fix:   leave the other characters out
       docs:  node_modules/cdknix/docs/lints/volume-id-characters.md"
    `);
  });

  it("of zfs-kernel", () => {
    expect(report("zfs-kernel")).toMatchInlineSnapshot(`
     "warning[zfs-kernel]: dotfiles/iso/m: this kernel is too new for ZFS, which the installer profile turns on
       value: pkgs.linuxPackages_latest
       why:   the ZFS of NixOS 24.05 goes up to Linux 6.10; Nix refuses the image, as its zfs-kernel is marked as broken
       fix:   turn ZFS off, as BootConfig does with filesystems: { without: ["zfs"] }, or leave kernelPackages out
       docs:  node_modules/cdknix/docs/lints/zfs-kernel.md"
    `);
  });
});
