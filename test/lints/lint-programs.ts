import { nix, pkgs } from "cdknix";
import { imageLintPrograms } from "./image-lint-programs";
import { error, value, type LintProgram } from "./lint-program-types";
import { profileLintPrograms } from "./profile-lint-programs";

const nixosKeys = ["cache.nixos.org-1:6NCHdD59X431o0gWypbMrAURkbJ16ZPMQFGspcDShjY="];
const communityKey = "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=";
const community = "https://nix-community.cachix.org";

const failedAssertions =
  'map (a: lib.removeSuffix "\\n" a.message) (builtins.filter (a: !a.assertion) config.assertions)';
const filesystems = (...names: readonly string[]): readonly string[] => [...names].sort();
const profileFilesystems = ["auto", "btrfs", "cifs", "f2fs", "jfs", "ntfs", "overlay", "reiserfs", "squashfs", "tmpfs"];

/** One for each lint, on NixOS 24.05, in alphabetical order. */
export const lintPrograms: readonly LintProgram[] = [
  ...imageLintPrograms,
  ...profileLintPrograms,
  {
    code: "cache-without-key",
    wrong: { nix: { settings: { substituters: [community] } } },
    right: { nix: { settings: { substituters: [community], "trusted-public-keys": [communityKey] } } },
    questions: [
      {
        about: "the caches that Nix queries",
        expression: "config.nix.settings.substituters",
        wrong: value([community, "https://cache.nixos.org/"]),
        right: value([community, "https://cache.nixos.org/"]),
      },
      {
        about: "the keys that Nix trusts, and whether it requires signatures",
        expression: "{ inherit (config.nix.settings) trusted-public-keys require-sigs; }",
        wrong: value({ "require-sigs": true, "trusted-public-keys": nixosKeys }),
        right: value({ "require-sigs": true, "trusted-public-keys": [...nixosKeys, communityKey] }),
      },
    ],
  },
  {
    code: "documentation-not-forced",
    wrong: { documentation: { enable: false, nixos: { enable: false } } },
    right: { documentation: { enable: nix.force(false), nixos: { enable: nix.force(false) } } },
    questions: [
      {
        about: "whether documentation and the NixOS manual are enabled",
        expression: "[ config.documentation.enable config.documentation.nixos.enable ]",
        wrong: value([true, true]),
        right: value([false, false]),
      },
    ],
  },
  {
    code: "file-systems-dropped",
    wrong: {
      fileSystems: { "/data": { device: "/dev/disk/by-label/data", fsType: "ext4" } },
      swapDevices: [{ device: "/dev/disk/by-label/swap" }],
    },
    right: {
      lib: { isoFileSystems: { "/data": { device: "/dev/disk/by-label/data", fsType: "ext4" } } },
      swapDevices: nix.imageMediaOverride([{ device: "/dev/disk/by-label/swap" }]),
    },
    questions: [
      {
        about: "the mounted file systems",
        expression: "builtins.attrNames config.fileSystems",
        wrong: value(["/", "/iso", "/nix/.ro-store", "/nix/.rw-store", "/nix/store"]),
        right: value(["/", "/data", "/iso", "/nix/.ro-store", "/nix/.rw-store", "/nix/store"]),
      },
      {
        about: "the swap devices",
        expression: "map (swap: swap.device) config.swapDevices",
        wrong: value([]),
        right: value(["/dev/disk/by-label/swap"]),
      },
    ],
  },
  {
    code: "filesystems-only-added",
    wrong: { boot: { supportedFilesystems: ["btrfs", "vfat", "xfs"] } },
    right: { boot: { supportedFilesystems: nix.force({ btrfs: true, vfat: true, xfs: true }) } },
    questions: [
      {
        about: "the file systems of the live system",
        expression: "builtins.attrNames config.boot.supportedFilesystems",
        wrong: value(filesystems(...profileFilesystems, "vfat", "xfs", "zfs")),
        right: value(["btrfs", "vfat", "xfs"]),
      },
    ],
  },
  {
    code: "flake-setting-without-flakes",
    wrong: { nix: { settings: { "accept-flake-config": false } } },
    right: { nix: { settings: { "accept-flake-config": false, "experimental-features": ["nix-command", "flakes"] } } },
    questions: [
      {
        about: "the lines of nix.conf that concern flakes",
        expression:
          'builtins.filter (lib.hasInfix "flake") (lib.splitString "\\n" config.environment.etc."nix/nix.conf".source.text)',
        wrong: value(["accept-flake-config = false"]),
        right: value(["accept-flake-config = false", "experimental-features = nix-command flakes"]),
      },
      {
        about: "whether the build of nix.conf fails if Nix warns about a setting",
        expression:
          'let check = config.environment.etc."nix/nix.conf".source.checkPhase; in lib.hasInfix "sed -e \'s/^warning:/error:/\'" check && lib.hasInfix "(! grep \'^error:\')" check',
        wrong: value(true),
        right: value(true),
      },
    ],
  },
  {
    code: "git-package-without-enable",
    wrong: { programs: { git: { package: pkgs.gitMinimal } } },
    right: { programs: { git: { enable: true, package: pkgs.gitMinimal } } },
    questions: [
      {
        about: "the installed git packages",
        expression: 'builtins.filter (lib.hasPrefix "git") (map lib.getName config.environment.systemPackages)',
        wrong: value([]),
        right: value(["git-minimal"]),
      },
    ],
  },
  {
    code: "kernel-parameter-toram",
    wrong: { boot: { kernelParams: ["toram"] } },
    right: { boot: { kernelParams: ["copytoram"] } },
    questions: [
      {
        about: "the program's kernel parameters that stage 1 handles",
        expression:
          'let script = builtins.readFile (nixpkgs + "/nixos/modules/system/boot/stage-1-init.sh"); in builtins.filter (name: lib.hasInfix "        ${name})\\n" script) config.boot.kernelParams',
        wrong: value(["boot.shell_on_fail"]),
        right: value(["boot.shell_on_fail", "copytoram"]),
      },
    ],
  },
  {
    code: "kernel-parameters-forced",
    wrong: { boot: { kernelParams: nix.force(["quiet"]) } },
    right: { boot: { kernelParams: ["quiet"] } },
    questions: [
      {
        about: "the kernel parameters that find the medium",
        expression: 'builtins.filter (lib.hasPrefix "root=") config.boot.kernelParams',
        wrong: value([]),
        right: value(["root=LABEL=nixos-minimal-24.05-x86_64"]),
      },
      {
        about: "where the medium is mounted from",
        expression: 'config.fileSystems."/iso".device',
        wrong: value("/dev/root"),
        right: value("/dev/root"),
      },
    ],
  },
  {
    code: "key-map-en",
    wrong: { console: { keyMap: "en" } },
    right: { console: { keyMap: "us" } },
    questions: [
      {
        about: "the keymap, and NixOS's messages about it",
        expression: `{ inherit (config.console) keyMap; inherit (config) warnings; failed = ${failedAssertions}; }`,
        wrong: value({ failed: [], keyMap: "en", warnings: [] }),
        right: value({ failed: [], keyMap: "us", warnings: [] }),
      },
    ],
  },
  {
    code: "networkmanager-with-wireless",
    wrong: { networking: { networkmanager: { enable: true } } },
    right: { networking: { networkmanager: { enable: true }, wireless: { enable: false } } },
    questions: [
      {
        about: "the assertions that fail",
        expression: failedAssertions,
        wrong: value([
          "You can not use networking.networkmanager with networking.wireless.\nExcept if you mark some interfaces as <literal>unmanaged</literal> by NetworkManager.",
        ]),
        right: value([]),
      },
    ],
  },
  {
    code: "option-on-release",
    wrong: { image: { baseName: nix.force("rescue") } },
    right: { isoImage: { isoName: nix.imageMediaOverride("rescue.iso") } },
    questions: [
      {
        about: "the name of the ISO",
        expression: "config.isoImage.isoName",
        wrong: error("The option `image' does not exist"),
        right: value("rescue.iso"),
      },
    ],
  },
  {
    code: "package-on-release",
    wrong: { nix: { package: pkgs.lixPackageSets.stable.lix } },
    right: { nix: { package: pkgs.lix } },
    questions: [
      {
        about: "the Nix implementation",
        expression: "lib.getName config.nix.package",
        wrong: error("attribute 'lixPackageSets' missing"),
        right: value("lix"),
      },
    ],
  },
  {
    code: "systemd-stage-1-on-release",
    wrong: { boot: { initrd: { systemd: { enable: true } } } },
    right: { boot: { initrd: { systemd: { enable: false } } } },
    questions: [
      {
        about: "the parameters that specify the root file system",
        expression: 'builtins.filter (lib.hasPrefix "root=") config.boot.kernelParams',
        wrong: value(["root=LABEL=nixos-minimal-24.05-x86_64", "root=fstab"]),
        right: value(["root=LABEL=nixos-minimal-24.05-x86_64"]),
      },
      {
        about: "where the medium is mounted from, and whether stage 1 contains the script that creates that link",
        expression:
          '{ inherit (config.fileSystems."/iso") device; scripted = !config.boot.initrd.systemd.enable && lib.hasInfix "ln -s \\"$root\\" /dev/root" (builtins.readFile (nixpkgs + "/nixos/modules/system/boot/stage-1-init.sh")); }',
        wrong: value({ device: "/dev/root", scripted: false }),
        right: value({ device: "/dev/root", scripted: true }),
      },
    ],
  },
  {
    code: "zfs-kernel",
    wrong: { boot: { kernelPackages: pkgs.linuxPackages_latest } },
    right: {
      boot: { kernelPackages: pkgs.linuxPackages_latest, supportedFilesystems: { zfs: nix.force(false) } },
    },
    questions: [
      {
        about: "the modules built for the kernel",
        expression: "map (module: lib.getName module.drvPath) config.boot.extraModulePackages",
        wrong: error("is marked as broken, refusing to evaluate"),
        right: value([]),
      },
    ],
  },
].sort((a, b) => (a.code < b.code ? -1 : 1));
