import * as path from "node:path";
import { isCopyOfSync, readTextsSync } from "../effects";
import type { ManifestFlake } from "../model";
import { TreeOrigins } from "./tree-origins";

/**
 * The origins of a flake's files as they are on disk.
 * @param tree directory that the flake's directory is in
 * @param store the store that Nix uses, where it is not the machine's own
 */
export function readOrigins(flake: ManifestFlake, tree: string, store: string | undefined): TreeOrigins {
  const texts = readTextsSync(path.join(tree, flake.directory), Object.keys(flake.files));
  return new TreeOrigins(flake, texts, (storePath) => isCopyOfSync(storePath, texts.get("flake.nix") ?? "", store));
}
