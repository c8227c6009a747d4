import { isRelease, newestStableRelease, type Release } from "../../model";
import type { IssueDetails } from "./annotations";
import { guardCalls } from "./arguments/guard-calls";
import { atRelease } from "./flake-reference";
import { mark } from "./marks";
import { releaseFacts } from "./release-facts";

/** Release assumed if the requested one is unknown, so that the other checks still run. */
export const fallbackRelease: Release = newestStableRelease;

/**
 * The nixpkgs that a flake targets.
 * @public
 */
export class Nixpkgs {
  static {
    // Mistakes in the release are explained by the flake.
    guardCalls(this, "Nixpkgs", {
      explained: ["release", "options"],
      answer: (issues, { name, args: [first, options] }) =>
        new Nixpkgs(
          typeof first === "string" ? first : "",
          name === "ref" ? releaseIn(options) : (first as string),
          issues,
        ),
    });
  }

  /**
   * A NixOS release by name: its branch on GitHub becomes the `nixpkgs` input. An unknown name is reported at
   * synthesis as `unknown-release`.
   */
  static release(release: Release): Nixpkgs {
    const known = isRelease(release) ? release : fallbackRelease;
    return new Nixpkgs(releaseFacts(known).flakeReference, release);
  }

  /**
   * Any other flake reference, such as a fork, a mirror, or a pinned revision.
   * @param reference flake reference, such as `github:NixOS/nixpkgs/35469fe84`
   * @param options the NixOS release of that nixpkgs, which determines what constructs emit
   */
  static ref(reference: string, options: { readonly release: Release }): Nixpkgs {
    return new Nixpkgs(reference, releaseIn(options));
  }

  private constructor(
    /** Flake reference of the `nixpkgs` input. */
    readonly reference: string,
    /** The requested release, which may be unknown if it comes from untyped input. */
    readonly requestedRelease: string,
    /** Other mistakes in the arguments; reported by the flake. */
    readonly issues: readonly IssueDetails[] = [],
  ) {}

  /** The release that constructs target. */
  get release(): Release {
    return isRelease(this.requestedRelease) ? this.requestedRelease : fallbackRelease;
  }
}
mark(Nixpkgs.prototype, "Nixpkgs");

/**
 * The same nixpkgs at another release, for the context value `cdknix:release`. A branch with the name of the release is
 * replaced; another reference stays.
 */
export function nixpkgsAt(nixpkgs: Nixpkgs, release: Release): Nixpkgs {
  if (nixpkgs.issues.length > 0) return nixpkgs;
  return Nixpkgs.ref(atRelease(nixpkgs.reference, nixpkgs.release, release), { release });
}

/** The release in the options, which may be wrong; empty if there is none. */
function releaseIn(options: unknown): string {
  const { release = "" }: { readonly release?: string } =
    typeof options === "object" && options !== null ? options : {};
  return release;
}
