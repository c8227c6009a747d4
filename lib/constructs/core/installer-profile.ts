/** The installer profiles of NixOS, by the name of their file in nixos/modules/installer/cd-dvd. */
export const installerProfiles = [
  "minimal",
  "minimal-new-kernel",
  "minimal-new-kernel-no-zfs",
  "minimal-combined",
  "graphical-base",
  "graphical-gnome",
  "graphical-plasma5",
  "graphical-plasma5-new-kernel",
  "graphical-calamares",
  "graphical-calamares-gnome",
  "graphical-calamares-plasma5",
  "graphical-calamares-plasma6",
  "graphical-calamares-cosmic",
  "graphical-combined",
] as const;

/**
 * An installer profile of NixOS: `"minimal"` is nixos/modules/installer/cd-dvd/installation-cd-minimal.nix, and so on.
 *
 * - `minimal…`: text console only
 * - `graphical-base`: X11, Plymouth, Firefox, and GParted, without a desktop
 * - `graphical-gnome`, `graphical-plasma5`: a desktop, without a graphical installer
 * - `graphical-calamares…`: the Calamares installer, alone or with the desktop in the name
 * - `…-new-kernel`: the newest kernel, which is often too new for ZFS; `…-no-zfs` removes ZFS
 * - `…-combined`: boot menu entries for the default and the newest kernel, and for GNOME and Plasma if it is graphical
 *
 * NixOS 24.05 and 24.11 lack the combined profiles, releases since 25.11 lack Plasma 5, and COSMIC needs 26.05.
 * @public
 */
export type InstallerProfile = (typeof installerProfiles)[number];

/** The parts of a profile that other settings depend on. */
export interface ProfileContents {
  /** Whether it has a graphical desktop, or the base for one. */
  readonly isGraphical: boolean;
  /** Whether it has Calamares, the graphical installer. */
  readonly hasCalamares: boolean;
  /** Kernels: NixOS's default, the newest one, or a boot menu entry for each. */
  readonly kernel: "default" | "newest" | "both";
  /** Whether ZFS is enabled. Entries of a combined profile with the newest kernel are always without it. */
  readonly hasZfs: boolean;
  /** Value of `isoImage.edition`; undefined if the profile does not set it. */
  readonly edition: string | undefined;
}

/** The contents of a profile. Source: its file in nixos/modules/installer/cd-dvd, and the files that it imports. */
export function profileContents(profile: InstallerProfile): ProfileContents {
  const parts = profile.split("-");
  const isCombined = parts.includes("combined");
  const isGraphical = parts[0] === "graphical";
  return {
    isGraphical,
    hasCalamares: parts.includes("calamares") || (isGraphical && isCombined),
    kernel:
      isCombined || profile === "graphical-calamares-cosmic" ? "both" : parts.includes("new") ? "newest" : "default",
    hasZfs: !parts.includes("zfs"),
    edition: !isGraphical ? "minimal" : isCombined ? "graphical" : desktopOf(parts),
  };
}

const desktopOf = (parts: readonly string[]): string | undefined =>
  ["gnome", "plasma5", "plasma6", "cosmic"].find((desktop) => parts.includes(desktop));

/** Whether a string names an installer profile of some release. */
export function isInstallerProfile(text: string): text is InstallerProfile {
  return (installerProfiles as readonly string[]).includes(text);
}
