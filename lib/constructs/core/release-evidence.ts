import type { Release } from "../../model";
import type { ReleaseFacts } from "./release-facts";

/**
 * How a fact about a release is known. `evaluated`: by evaluating the release, or its development version, with Nix. `read`: in
 * its release notes, in dated files of nixpkgs, or in a pull request whose date is clearly before or after the branch-off of the
 * release. `inferred`: from a pull request whose date or content does not decide it.
 * @public
 */
export type Evidence = "evaluated" | "read" | "inferred";

/** Releases on which facts are only inferred, by fact or option. docs/evaluated.md says where each fact changed. */
const inferredOn = {
  /** Pull request 325511: open on 2024-11-09, absent from files of early November 2024, present in files of mid-June 2025. */
  profileEnablesGit: ["24.11", "25.05"],
  /**
   * Pull request 291750: open on 2025-08-01; pull request 435781, opened on 2025-08-22, needs it and does not list it as
   * missing.
   */
  systemdStage1: ["25.11"],
  /** Pull request 488395, opened on 2026-02-08 and merged by 2026-03-06; that it also renamed the option is inferred. */
  manCacheOption: ["26.05"],
  "documentation.man.cache": ["26.05"],
  /** Pull request 339786: opened on 2024-09-05; files of mid-June 2025 have the change. */
  rootLoginPriority: ["24.11", "25.05"],
} as const satisfies Partial<Record<keyof ReleaseFacts | "documentation.man.cache", readonly Release[]>>;

const evaluatedReleases: readonly string[] = ["24.05", "26.11", "unstable"];

/** How a fact, or whether an option exists, is known on a release. */
export function evidenceOf(fact: string, release: string): Evidence {
  if (evaluatedReleases.includes(release)) return "evaluated";
  const inferred: Partial<Record<string, readonly string[]>> = inferredOn;
  return inferred[fact]?.includes(release) === true ? "inferred" : "read";
}
