import { since, type Release } from "../../model";

/**
 * What differs between NixOS releases, as far as constructs care. The one place to ask; sources are named with each
 * fact and can be followed in the history of NixOS/nixpkgs.
 */
export interface ReleaseFacts {
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
  /** Whether the installer profile turns git on, so that leaving it out needs a word. */
  readonly profileEnablesGit: boolean;
  /** Flake reference of the release. */
  readonly flakeReference: string;
}

/** The facts of a release. */
export function releaseFacts(release: Release): ReleaseFacts {
  return {
    imageNameOption: since(release, "25.05") ? "image.baseName" : "isoImage.isoName",
    hasToolSwitches: since(release, "24.11"),
    toolsInSystemBuild: ["nixos-enter", "nixos-generate-config", "nixos-install", "nixos-option", "nixos-rebuild"],
    profileEnablesGit: since(release, "25.11"),
    flakeReference: `github:NixOS/nixpkgs/nixos-${release}`,
  };
}
