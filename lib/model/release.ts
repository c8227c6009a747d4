/**
 * Supported NixOS releases, oldest first.
 * @public
 */
export const releases = ["24.05", "24.11", "25.05", "25.11", "26.05", "26.11", "unstable"] as const;

/**
 * A NixOS release by name; `unstable` is nixos-unstable.
 * @public
 */
export type Release = (typeof releases)[number];

/**
 * The newest stable release that certainly exists: new projects, templates, and the documentation use it. 26.11 is due on
 * 2026-11-30; until its branch exists, only its development version was evaluated.
 */
export const newestStableRelease: Release = "26.05";

/** Whether a string names a known release. */
export function isRelease(text: string): text is Release {
  return (releases as readonly string[]).includes(text);
}

/** Whether `release` is `first` or a later one. */
export function since(release: Release, first: Release): boolean {
  return releases.indexOf(release) >= releases.indexOf(first);
}
