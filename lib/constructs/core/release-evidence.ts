import type { Release } from "../../model";
import type { ReleaseFacts } from "./release-facts";

/**
 * How a fact about a release is known. `evaluated`: by evaluating the release, or its development version, with Nix. `read`: in
 * its release notes, in dated files of nixpkgs, or in a pull request whose date is clearly before or after the release.
 * `inferred`: from a pull request of another or unknown date, or because the releases before and after agree.
 * @public
 */
export type Evidence = "evaluated" | "read" | "inferred";

/**
 * Releases on which facts are only inferred, by fact or option. Release notes: nixos/doc/manual/release-notes and
 * doc/release-notes of nixos-unstable in July 2026.
 */
const inferredOn = {
  /** Pull requests 343466 and 353175 of autumn 2024; files of mid-2025 have the switches. */
  hasToolSwitches: ["24.11", "25.05"],
  /** Pull request 325511. */
  profileEnablesGit: ["24.11", "25.05", "25.11", "26.05"],
  /** Pull request 291750, opened in February 2024. The default of 26.05 is in its release notes. */
  systemdStage1: ["24.11", "25.05", "25.11"],
  /** Pull request 488395 of February 2026 uses the new name. */
  manCacheOption: ["24.11", "25.05", "25.11", "26.05"],
  "documentation.man.cache": ["24.11", "25.05", "25.11", "26.05"],
  /** Pull request 339786. */
  rootLoginPriority: ["24.11", "25.05", "25.11", "26.05"],
  /** Pull request 355893 of March 2025. */
  desktopEditionPriority: ["24.11", "25.05", "25.11", "26.05"],
  /** The profile with COSMIC (pull request 402741 of May 2026); the others are in release notes. */
  missingProfiles: ["26.05"],
} as const satisfies Partial<Record<keyof ReleaseFacts | "documentation.man.cache", readonly Release[]>>;

const evaluatedReleases: readonly string[] = ["24.05", "26.11", "unstable"];

/** How a fact, or whether an option exists, is known on a release. */
export function evidenceOf(fact: string, release: string): Evidence {
  if (evaluatedReleases.includes(release)) return "evaluated";
  const inferred: Partial<Record<string, readonly string[]>> = inferredOn;
  return inferred[fact]?.includes(release) === true ? "inferred" : "read";
}
