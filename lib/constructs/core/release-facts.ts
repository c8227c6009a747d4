import { since, type Release } from "../../model";
import type { InstallerProfile } from "./installer-profile";

/**
 * An option that some releases lack.
 * @public
 */
export interface OptionAvailability {
  /** The option, or a prefix of options. */
  readonly option: string;
  /** First release with the option. */
  readonly since: Release;
  /** The replacement on earlier releases. */
  readonly instead: string;
}

/**
 * An installer profile that some releases lack.
 * @public
 */
export interface ProfileAvailability {
  /** The profile. */
  readonly profile: InstallerProfile;
  /** When it was added or removed. */
  readonly reason: string;
  /** The nearest profile that the release has. */
  readonly instead: InstallerProfile;
}

/**
 * How a release supports run0, systemd's replacement for sudo.
 * @public
 */
export type Run0Support = "absent" | "always on" | "by switch";

/**
 * Differences between NixOS releases that matter to constructs and lints; the only place to look them up. Each fact
 * names its source in the history of NixOS/nixpkgs. If the first release with a change is uncertain, the fact holds
 * both before and after the change.
 * @public
 */
export interface ReleaseFacts {
  /** Flake reference of the release. */
  readonly flakeReference: string;
  /**
   * Day of the nixos-unstable that was evaluated in place of the release, such as `2026-07-14`; undefined if the release
   * itself was evaluated, or its files were read. Facts about things that change with every update, such as the newest
   * kernel, may have changed since.
   */
  readonly evaluatedAsOf: string | undefined;
  /**
   * Whether `config.system.nixos.release` is this release's name; on nixos-unstable it is the name of the next release.
   */
  readonly knowsItsName: boolean;
  /**
   * Option that names the ISO file. `image.baseName` was added in 25.05 (nixpkgs pull requests 359328 and 359345);
   * since then, the image builder ignores `isoImage.isoName`.
   */
  readonly imageNameOption: "isoImage.isoName" | "image.baseName";
  /**
   * Whether `system.tools.<tool>.enable` exists: since 24.11. Sources: nixpkgs pull requests 343466 of September 2024 and 353175
   * of November 2024, and nixos/modules/installer/tools/tools.nix of early November 2024.
   */
  readonly hasToolSwitches: boolean;
  /**
   * Installer tools that exist individually as `config.system.build.<tool>`; on releases with switches, all of them do.
   * Source: the end of nixos/modules/installer/tools/tools.nix of NixOS 24.05.
   */
  readonly toolsInSystemBuild: readonly string[];
  /**
   * Whether the installer profile may enable git, so that excluding git requires an explicit setting: since 25.11, and
   * possibly earlier. Sources: nixpkgs pull request 325511, open on 2024-11-09, a week before the branch-off of 24.11, and
   * nixos/modules/installer/cd-dvd/installation-cd-base.nix of mid-June 2025.
   */
  readonly profileEnablesGit: boolean;
  /**
   * Whether `pkgs.lixPackageSets` exists: since 25.05 (nixpkgs pull request 391402). `pkgs.lix` exists on every
   * release.
   */
  readonly hasLixPackageSets: boolean;
  /**
   * Attributes of `pkgs.lixPackageSets` that were removed. Sources: nixpkgs pull request 426260, and
   * pkgs/tools/package-management/lix/default.nix of nixos-unstable in July 2026, where each has the date of its removal.
   */
  readonly removedLixPackageSets: readonly string[];
  /**
   * How the installer connects to Wi-Fi: wpa_supplicant by `networking.wireless.enable = mkDefault true`, or
   * NetworkManager by a plain `networking.networkmanager.enable = true` (nixpkgs pull requests 420923 and 421082).
   */
  readonly profileNetwork: "wpa_supplicant" | "NetworkManager";
  /**
   * Option of `networking.wireless` that lets `wpa_cli` control wpa_supplicant: the installer profile sets it until it has
   * NetworkManager. Sources: nixos/modules/profiles/installation-device.nix of NixOS 24.05 and of nixos-unstable in July 2026;
   * nixos/modules/services/networking/wpa_supplicant.nix of the latter has one switch instead of a group of options.
   */
  readonly wirelessControlOption: "set by the profile" | "userControlled.enable" | "userControlled";
  /**
   * Whether an ISO boots with systemd in stage 1: since 25.11 (nixpkgs pull request 291750, open on 2025-08-01), and by default
   * since 26.05 (its release notes). Earlier releases find the image by `root=LABEL=…`, which systemd interprets as
   * the root file system, also in nixos/modules/installer/cd-dvd/iso-image.nix of mid-June 2025.
   */
  readonly systemdStage1: "does not boot" | "on request" | "default";
  /**
   * Support for stage 1 without systemd: deprecated since 26.05, with removal planned for 26.11. Sources: the release
   * notes of 26.05, and `warnings` in nixos/modules/system/boot/stage-1.nix, which nixos-unstable still had in July 2026.
   */
  readonly scriptedStage1: "supported" | "deprecated" | "removed";
  /** run0: a module since 26.05 (nixpkgs pull request 468166), with a switch added later. */
  readonly run0: Run0Support;
  /**
   * Option for the index used by `apropos`; renamed in 26.05 (nixpkgs pull request 488395 of February 2026, which adds
   * `documentation.man.cache.generateAtRuntime`).
   */
  readonly manCacheOption: "documentation.man.generateCaches" | "documentation.man.cache.enable";
  /**
   * Priority of the profile's `services.openssh.settings.PermitRootLogin`: plain, which only mkForce overrides, or
   * mkDefault (nixpkgs pull request 339786). Source: nixos/modules/profiles/installation-device.nix, with mkDefault in
   * mid-June 2025. In which of 24.11 to 25.11 it changed is uncertain.
   */
  readonly rootLoginPriority: "plain" | "default";
  /**
   * File systems that the installer already supports, so that listing them has no effect. Sources:
   * nixos/modules/profiles/base.nix, and the release notes of 24.11, which drop jfs and reiserfs.
   */
  readonly profileFilesystems: readonly string[];
  /**
   * Newest kernel that the release's ZFS supports, if known. Sources: `kernelCompatible` in
   * pkgs/os-specific/linux/zfs/2_2.nix of NixOS 24.05, and `kernelMaxSupportedMajorMinor` in 2_4.nix of nixos-unstable in
   * July 2026 (ZFS 2.4.3).
   */
  readonly newestZfsKernel: string | undefined;
  /**
   * Oldest version of Nix that evaluates the release's nixpkgs. Source: lib/minver.nix until 25.05 and
   * lib/minfeatures.nix since 25.11; before 25.11 nixpkgs accepts 2.3, but a flake with the inputs that cdknix writes needs
   * 2.8.
   */
  readonly oldestNix: "2.8" | "2.18";
  /** Options that the release lacks. */
  readonly missingOptions: readonly OptionAvailability[];
  /**
   * Installer profiles that the release lacks. Sources: nixos/modules/installer/cd-dvd of NixOS 24.05 and of
   * nixos-unstable in July 2026, nixpkgs pull requests 355893 (combined profiles, March 2025), 430298 (removal of Plasma
   * 5, August 2025), and 402741 (COSMIC, April or May 2026), and doc/release-notes/rl-2505.section.md.
   */
  readonly missingProfiles: readonly ProfileAvailability[];
  /**
   * Priority of `isoImage.edition` in profiles with a desktop: plain, which an image's own edition conflicts with, or
   * mkDefault. Sources: nixos/modules/installer/cd-dvd/installation-cd-graphical-*.nix of NixOS 24.05 and of
   * mid-June 2025; mkDefault since the combined profiles, which set another edition (nixpkgs pull request 355893).
   */
  readonly desktopEditionPriority: "plain" | "default";
}

/**
 * Options relevant to images, with the first release that has them. Sources: the release notes of 24.11 (userborn) and
 * 25.05 (image), nixpkgs pull request 364479 of December 2024 (enableAllHardware), and those of the facts.
 */
const optionAvailability: readonly OptionAvailability[] = [
  {
    option: "image",
    since: "25.05",
    instead: "let IsoImage set the name, or set isoImage.isoName with nix.imageMediaOverride(…)",
  },
  {
    option: "system.tools",
    since: "24.11",
    instead:
      "use InstallerTools, or add config.system.build.nixos-install and the other tools to environment.systemPackages",
  },
  { option: "services.userborn", since: "24.11", instead: "remove it: the NixOS activation script creates users" },
  {
    option: "hardware.enableAllHardware",
    since: "25.05",
    instead: "remove it: the installer profile imports profiles/all-hardware.nix",
  },
  { option: "security.run0", since: "26.05", instead: "use security.sudo; the run0 command itself is part of systemd" },
  { option: "documentation.man.cache", since: "26.05", instead: "use documentation.man.generateCaches" },
];

/** Newest kernel with ZFS, on the releases that were evaluated. A later update of ZFS may support newer ones. */
const newestZfsKernels: Partial<Record<Release, string>> = { "24.05": "6.10", "26.11": "7.0", unstable: "7.0" };

/** The profiles that a release lacks. */
function profilesMissingIn(release: Release): readonly ProfileAvailability[] {
  const combined = "the combined profiles were added in NixOS 25.05";
  const plasma5 = "Plasma 5 was removed in NixOS 25.11";
  return [
    ...(since(release, "25.05")
      ? []
      : ([
          { profile: "minimal-combined", reason: combined, instead: "minimal" },
          { profile: "graphical-combined", reason: combined, instead: "graphical-calamares-plasma6" },
        ] as const)),
    ...(since(release, "25.11")
      ? ([
          { profile: "graphical-plasma5", reason: plasma5, instead: "graphical-calamares-plasma6" },
          { profile: "graphical-plasma5-new-kernel", reason: plasma5, instead: "graphical-combined" },
          { profile: "graphical-calamares-plasma5", reason: plasma5, instead: "graphical-calamares-plasma6" },
        ] as const)
      : []),
    ...(since(release, "26.05")
      ? []
      : ([
          {
            profile: "graphical-calamares-cosmic",
            reason: "the profile with COSMIC was added in NixOS 26.05",
            instead: "graphical-calamares-plasma6",
          },
        ] as const)),
  ];
}

/** The facts of a release. */
export function releaseFacts(release: Release): ReleaseFacts {
  return {
    flakeReference: `github:NixOS/nixpkgs/nixos-${release}`,
    evaluatedAsOf: since(release, "26.11") ? "2026-07-14" : undefined,
    knowsItsName: release !== "unstable",
    imageNameOption: since(release, "25.05") ? "image.baseName" : "isoImage.isoName",
    hasToolSwitches: since(release, "24.11"),
    toolsInSystemBuild: ["nixos-enter", "nixos-generate-config", "nixos-install", "nixos-option", "nixos-rebuild"],
    profileEnablesGit: since(release, "24.11"),
    hasLixPackageSets: since(release, "25.05"),
    removedLixPackageSets: [
      ...(since(release, "25.11") ? ["lix_2_90", "lix_2_91", "lix_2_92"] : []),
      ...(since(release, "26.05") ? ["lix_2_93"] : []),
    ],
    profileNetwork: since(release, "25.11") ? "NetworkManager" : "wpa_supplicant",
    wirelessControlOption: since(release, "26.05")
      ? "userControlled"
      : since(release, "25.11")
        ? "userControlled.enable"
        : "set by the profile",
    systemdStage1: since(release, "26.05") ? "default" : since(release, "25.11") ? "on request" : "does not boot",
    scriptedStage1: since(release, "26.05") ? "deprecated" : "supported",
    run0: since(release, "26.11") ? "by switch" : since(release, "26.05") ? "always on" : "absent",
    manCacheOption: since(release, "26.05") ? "documentation.man.cache.enable" : "documentation.man.generateCaches",
    rootLoginPriority: since(release, "25.11") ? "default" : "plain",
    profileFilesystems: [
      ...["btrfs", "cifs", "ext2", "ext3", "ext4", "f2fs", "ntfs", "vfat", "xfs", "zfs"],
      ...(since(release, "24.11") ? [] : ["jfs", "reiserfs"]),
    ],
    newestZfsKernel: newestZfsKernels[release],
    oldestNix: since(release, "25.11") ? "2.18" : "2.8",
    missingOptions: optionAvailability.filter((option) => !since(release, option.since)),
    missingProfiles: profilesMissingIn(release),
    desktopEditionPriority: since(release, "25.05") ? "default" : "plain",
  };
}

/** The options that some releases lack. */
export const optionsWithReleases: readonly string[] = optionAvailability.map(({ option }) => option);
