import { readFileSync } from "node:fs";
import * as path from "node:path";
import { isRelease, releases, type Release } from "../../lib/model";

/**
 * The release that a nixpkgs tree holds.
 * @param named its name where the tree does not know it, such as `unstable`, which has a number too
 */
export function releaseOf(nixpkgs: string, named?: string): Release {
  const release = named ?? readFileSync(path.join(nixpkgs, "lib/.version"), "utf8").trim();
  if (!isRelease(release))
    throw new Error(`NixOS ${release} is not known; name one with --release: ${releases.join(", ")}`);
  return release;
}
