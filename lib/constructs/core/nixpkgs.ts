import { isRelease, type Release } from "../../model";
import { releaseFacts } from "./release-facts";

/** Release that is assumed while the one that was asked for is unknown, so that the other checks still run. */
const fallbackRelease: Release = "25.05";

/**
 * Which nixpkgs a flake is written for.
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
   * Any other flake reference, such as a fork, a mirror or a pinned revision.
   * @param reference flake reference, such as `github:NixOS/nixpkgs/35469fe84`
   * @param options the NixOS release that the reference holds: constructs emit what is right for it
   */
  static ref(reference: string, options: { readonly release: Release }): Nixpkgs {
    return new Nixpkgs(reference, options.release);
  }

  private constructor(
    /** Flake reference of the `nixpkgs` input. */
    readonly reference: string,
    /** The release as it was asked for, which may be unknown when it came from untyped input. */
    readonly requestedRelease: string,
  ) {}

  /** The release that constructs write for. */
  get release(): Release {
    return isRelease(this.requestedRelease) ? this.requestedRelease : fallbackRelease;
  }
}
