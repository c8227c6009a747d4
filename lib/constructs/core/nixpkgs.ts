import { isRelease, type Release } from "../../model";
import { mark } from "./marks";
import { releaseFacts } from "./release-facts";

/** Release assumed if the requested one is unknown, so that the other checks still run. */
export const fallbackRelease: Release = "25.05";

/**
 * The nixpkgs that a flake targets.
 * @public
 */
export class Nixpkgs {
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
    // Untyped programs can omit the options, which is reported at synthesis.
    const { release = "" } = (options as Partial<typeof options> | undefined) ?? {};
    return new Nixpkgs(reference, release);
  }

  private constructor(
    /** Flake reference of the `nixpkgs` input. */
    readonly reference: string,
    /** The requested release, which may be unknown if it comes from untyped input. */
    readonly requestedRelease: string,
  ) {}

  /** The release that constructs target. */
  get release(): Release {
    return isRelease(this.requestedRelease) ? this.requestedRelease : fallbackRelease;
  }
}
mark(Nixpkgs.prototype, "Nixpkgs");
