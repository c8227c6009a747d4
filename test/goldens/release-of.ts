import { readFileSync } from "node:fs";
import * as path from "node:path";
import { isRelease, releases, type Release } from "../../lib/model";

/**
 * The release of a nixpkgs tree.
 * @param named its name if the tree does not contain it, such as `unstable`, which has a number too
 */
export function releaseOf(nixpkgs: string, named?: string): Release {
  const release = named ?? readFileSync(path.join(nixpkgs, "lib/.version"), "utf8").trim();
  if (!isRelease(release))
    throw new Error(`unknown NixOS release ${release}; set one with --release: ${releases.join(", ")}`);
  return release;
}
