import { config, lib, nix, pkgs, type NixosConfig } from "cdknix";

const community = "https://nix-community.cachix.org";
const communityKey = "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=";

/** Programs that lints must not report, by the reason. */
export const rightPrograms: Readonly<Record<string, readonly NixosConfig[]>> = {
  "a cache whose key another module gives": [
    { nix: { settings: { substituters: [community] } } },
    { nix: { settings: { "trusted-public-keys": [communityKey] } } },
  ],
  "a cache with its key in extra-trusted-public-keys": [
    { nix: { settings: { "extra-substituters": community, "extra-trusted-public-keys": communityKey } } },
  ],
  "caches that need no key, or NixOS's own": [
    {
      nix: {
        settings: {
          substituters: [
            "https://mirrors.ustc.edu.cn/nix-channels/store",
            "https://cache.nixos.org",
            "http://192.168.1.2:5000?trusted=1",
            "daemon",
          ],
        },
      },
    },
  ],
  "a cache with signatures disabled, or with handwritten settings": [
    { nix: { settings: { substituters: [community], "require-sigs": false } } },
  ],
  "a cache whose key is in the text of nix.conf": [
    { nix: { settings: { substituters: [community] }, extraOptions: `extra-trusted-public-keys = ${communityKey}` } },
  ],
  "a cache in settings that only Nix can evaluate": [
    { nix: { settings: nix.raw('builtins.fromJSON (builtins.readFile (self + "/nix.json"))') } },
    { nix: { settings: { substituters: [community] } } },
  ],
  "documentation that is forced, or forced by another module": [
    { documentation: { enable: false, nixos: { enable: nix.override(10, false) } } },
    { documentation: nix.force({ enable: false }) },
  ],
  "documentation that stays enabled, and parts of it that the profile does not set": [
    { documentation: { enable: true, doc: { enable: false }, man: { enable: false } } },
  ],
  "file systems that the profile includes, and those with its priority": [
    { lib: { isoFileSystems: { "/data": { device: "/dev/sda1", fsType: "ext4" } } } },
    { fileSystems: nix.imageMediaOverride({ "/x": { device: "/dev/sda2", fsType: "ext4" } }), swapDevices: [] },
  ],
  "a list that adds a file system": [{ boot: { supportedFilesystems: ["bcachefs"] } }],
  "a list of known file systems next to a definition that disables ZFS": [
    { boot: { supportedFilesystems: ["btrfs", "vfat"] } },
    { boot: { supportedFilesystems: { zfs: nix.force(false) } } },
  ],
  "a forced list of file systems": [{ boot: { supportedFilesystems: nix.force(["btrfs", "vfat"]) } }],
  "flake settings with flakes enabled by another module": [
    { nix: { settings: { "flake-registry": "" } } },
    { nix: { settings: { "extra-experimental-features": "nix-command flakes" } } },
  ],
  "flake settings with flakes enabled in the text of nix.conf": [
    { nix: { settings: { "flake-registry": "" }, extraOptions: "experimental-features = nix-command flakes" } },
  ],
  "a git package that another module enables": [
    { programs: { git: { package: pkgs.gitMinimal } } },
    { programs: { git: { enable: lib.mkDefault(true) } } },
  ],
  "kernel parameters that are added, or forced including the medium": [
    { boot: { kernelParams: ["copytoram", nix.str`mem=${config.x}`, "toram=no"] } },
    { boot: { kernelParams: nix.after(["quiet"]) } },
  ],
  "forced kernel parameters that name the medium": [
    { boot: { kernelParams: nix.force([nix.str`root=LABEL=${config.isoImage.volumeID}`, "quiet"]) } },
  ],
  "forced kernel parameters that only Nix can evaluate": [
    { boot: { kernelParams: nix.force(lib.optional(config.x, "quiet")) } },
  ],
  "a keymap that overrides en": [{ console: { keyMap: "en" } }, { console: { keyMap: nix.force("us") } }],
  "NetworkManager for some interfaces only": [
    { networking: { networkmanager: { enable: true, unmanaged: ["wlp3s0"] } } },
  ],
  "NetworkManager with wpa_supplicant disabled by another module": [
    { networking: { networkmanager: { enable: true } } },
    { networking: { wireless: { enable: nix.force(false) } } },
  ],
  "a volume ID of letters, and one with an interpolation": [
    { isoImage: { volumeID: nix.str`${config.networking.hostName}-24.05_x86.64` } },
  ],
  "a new kernel with ZFS disabled": [
    { boot: { kernelPackages: pkgs.linuxPackages_latest } },
    { boot: { supportedFilesystems: nix.force({ btrfs: true }) } },
  ],
  "a kernel that ZFS supports": [{ boot: { kernelPackages: pkgs.linuxPackages_6_6 } }],
  "the newest kernel that ZFS supports": [
    { boot: { kernelPackages: config.boot.zfs.package.latestCompatibleLinuxPackages } },
  ],
  "a new kernel with another ZFS": [
    { boot: { kernelPackages: pkgs.linuxPackages_latest, zfs: { package: pkgs.zfs_unstable } } },
  ],
  "a new kernel with broken packages allowed": [
    { boot: { kernelPackages: pkgs.linuxPackages_testing }, nixpkgs: { config: { allowBroken: true } } },
  ],
};
