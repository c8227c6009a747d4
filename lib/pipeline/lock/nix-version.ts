import { releaseFacts } from "../../constructs/core/release-facts";
import { isRelease, releases, type ManifestFlake } from "../../model";
import type { NixTool } from "../../platform/nix/tool";
import { nixTooOld } from "../errors";
import type { SynthRequest } from "../request";

/** Whether a version of Nix evaluates the nixpkgs of a release. */
export function evaluates(tool: Pick<NixTool, "since">, release: string): boolean {
  const [major = 0, minor = 0] = oldestNix(release).split(".").map(Number);
  return tool.since(major, minor);
}

/** The newest release that a version of Nix evaluates; undefined if it evaluates none. */
export function newestRelease(tool: Pick<NixTool, "since">): string | undefined {
  return releases.filter((release) => evaluates(tool, release)).at(-1);
}

/** Oldest version of Nix for a release. */
export function oldestNix(release: string): string {
  return releaseFacts(isRelease(release) ? release : "24.05").oldestNix;
}

/**
 * Refuses a Nix that is too old for a flake's release, before it fetches and evaluates nixpkgs. With another nixpkgs, which
 * may be of another release, Nix decides.
 * @throws a failure with the code `nix-too-old`.
 */
export function checkNixVersion(
  tool: NixTool,
  { release }: Pick<ManifestFlake, "release">,
  { nixpkgs }: Pick<SynthRequest, "nixpkgs">,
): void {
  if (nixpkgs !== undefined || evaluates(tool, release)) return;
  throw nixTooOld(tool.version, oldestNix(release), release, newestRelease(tool));
}
