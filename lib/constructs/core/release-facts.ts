import { since, type Release } from "../../model";

/**
 * An option that not every release has.
 * @public
 */
export interface OptionAvailability {
  /** The option, or a prefix of options. */
  readonly option: string;
  /** First release that has it. */
  readonly since: Release;
  /** What to do on the releases before. */
  readonly instead: string;
}

/**
 * What a release knows of run0, systemd's replacement of sudo.
 * @public
 */
export type Run0Support = "absent" | "always on" | "by switch";

/**
 * What differs between NixOS releases, as far as constructs and lints care. The one place to ask; sources are named with
 * each fact and can be followed in the history of NixOS/nixpkgs. Where the first release with a change is not certain,
 * the fact is the one that is right on both sides of it.
 * @public
 */
export interface ReleaseFacts {
  /** Flake reference of the release. */
  readonly flakeReference: string;
  /** Whether `config.system.nixos.release` is the release's name: on nixos-unstable it is that of the next release. */
  readonly knowsItsName: boolean;
  /**
   * Option that names the ISO file. `image.baseName` came with 25.05 (nixpkgs pull requests 359328 and 359345); from
   * then on the image builder ignores `isoImage.isoName`.
   */
  readonly imageNameOption: "isoImage.isoName" | "image.baseName";
  /** Whether `system.tools.<tool>.enable` exists: since 24.11 (nixpkgs pull request 343466). */
  readonly hasToolSwitches: boolean;
  /**
   * Installer tools that exist one by one as `config.system.build.<tool>`; where there are switches, all do.
   * Source: the end of nixos/modules/installer/tools/tools.nix of NixOS 24.05.
   */
  readonly toolsInSystemBuild: readonly string[];
  /**
   * Whether the installer profile may turn git on, so that leaving it out needs a word (nixpkgs pull request 325511,
   * which was merged when 24.11 branched off).
   */
  readonly profileEnablesGit: boolean;
  /** Whether there is `pkgs.lixPackageSets`: since 25.05 (nixpkgs pull request 391402). `pkgs.lix` is everywhere. */
  readonly hasLixPackageSets: boolean;
  /** Attributes of `pkgs.lixPackageSets` that were removed (nixpkgs pull request 426260). */
  readonly removedLixPackageSets: readonly string[];
  /**
   * What connects the installer to Wi-Fi: wpa_supplicant by `networking.wireless.enable = mkDefault true`, or
   * NetworkManager by a plain `networking.networkmanager.enable = true` (nixpkgs pull requests 420923 and 421082).
   */
  readonly profileNetwork: "wpa_supplicant" | "NetworkManager";
  /**
   * Whether an ISO boots with systemd in stage 1: since 25.11 (nixpkgs pull request 291750), and from 26.05 on by default.
   * Before, the image was found by `root=LABEL=…`, which systemd takes for the root file system.
   */
  readonly systemdStage1: "does not boot" | "on request" | "default";
  /** run0: a module since 26.05 (nixpkgs pull request 468166), which later got a switch. */
  readonly run0: Run0Support;
  /** Option of the index that `apropos` searches; renamed in 26.05. */
  readonly manCacheOption: "documentation.man.generateCaches" | "documentation.man.cache.enable";
  /**
   * Priority of the profile's `services.openssh.settings.PermitRootLogin`: plain, where only mkForce changes it, or
   * mkDefault (nixpkgs pull request 339786).
   */
  readonly rootLoginPriority: "plain" | "default";
  /**
   * File systems that the installer supports anyway, so that a list of them adds nothing.
   * Source: nixos/modules/profiles/base.nix; jfs and reiserfs were dropped after 24.05.
   */
  readonly profileFilesystems: readonly string[];
  /**
   * Newest kernel that the release's ZFS is built for, where known. Source: `kernelCompatible` in
   * pkgs/os-specific/linux/zfs/2_2.nix of NixOS 24.05.
   */
  readonly newestZfsKernel: string | undefined;
  /** Options that the release lacks. */
  readonly missingOptions: readonly OptionAvailability[];
}

/** Options by the release that they came with, among those that matter on an image. */
const optionAvailability: readonly OptionAvailability[] = [
  {
    option: "image",
    since: "25.05",
    instead: "leave the name to IsoImage, or set isoImage.isoName with nix.imageMediaOverride(…)",
  },
  {
    option: "system.tools",
    since: "24.11",
    instead:
      "use InstallerTools, or put config.system.build.nixos-install and its like into environment.systemPackages",
  },
  { option: "services.userborn", since: "24.11", instead: "leave it out: NixOS makes users by its activation script" },
  {
    option: "hardware.enableAllHardware",
    since: "24.11",
    instead: "leave it out: the installer profile imports profiles/all-hardware.nix",
  },
  { option: "security.run0", since: "26.05", instead: "use security.sudo; the command run0 itself is part of systemd" },
  { option: "documentation.man.cache", since: "26.05", instead: "use documentation.man.generateCaches" },
];

/** The facts of a release. */
export function releaseFacts(release: Release): ReleaseFacts {
  return {
    flakeReference: `github:NixOS/nixpkgs/nixos-${release}`,
    knowsItsName: release !== "unstable",
    imageNameOption: since(release, "25.05") ? "image.baseName" : "isoImage.isoName",
    hasToolSwitches: since(release, "24.11"),
    toolsInSystemBuild: ["nixos-enter", "nixos-generate-config", "nixos-install", "nixos-option", "nixos-rebuild"],
    profileEnablesGit: since(release, "24.11"),
    hasLixPackageSets: since(release, "25.05"),
    removedLixPackageSets: since(release, "25.11") ? ["lix_2_90", "lix_2_91", "lix_2_92"] : [],
    profileNetwork: since(release, "25.11") ? "NetworkManager" : "wpa_supplicant",
    systemdStage1: since(release, "26.05") ? "default" : since(release, "25.11") ? "on request" : "does not boot",
    run0: since(release, "unstable") ? "by switch" : since(release, "26.05") ? "always on" : "absent",
    manCacheOption: since(release, "26.05") ? "documentation.man.cache.enable" : "documentation.man.generateCaches",
    rootLoginPriority: since(release, "25.11") ? "default" : "plain",
    profileFilesystems: [
      ...["btrfs", "cifs", "ext2", "ext3", "ext4", "f2fs", "ntfs", "vfat", "xfs", "zfs"],
      ...(since(release, "24.11") ? [] : ["jfs", "reiserfs"]),
    ],
    newestZfsKernel: release === "24.05" ? "6.10" : undefined,
    missingOptions: optionAvailability.filter((option) => !since(release, option.since)),
  };
}

/** The options that not every release has. */
export const optionsWithReleases: readonly string[] = optionAvailability.map(({ option }) => option);
