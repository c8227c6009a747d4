import { existsSync } from "node:fs";
import * as path from "node:path";

/**
 * Path on disk of a store path, which differs in a store of the user's own.
 * @param store the store that was used, unless it is the machine's own.
 */
export function onDisk(storePath: string, store: string | undefined): string {
  const root = storeRoot(store);
  const below = root === undefined ? storePath : path.join(root, storePath);
  return existsSync(below) ? below : storePath;
}

/** The name of a derivation, such as `nix-store.squashfs`. */
export function derivationName(derivation: string): string {
  return storeName(derivation).replace(/\.drv$/, "");
}

/** The name within a store path. */
export function storeName(storePath: string): string {
  return storePath.replace(/^.*\/[0-9a-z]{32}-/, "");
}

/** Root directory of a store of the user's own; undefined for the machine's own store and for remote ones. */
export function storeRoot(store: string | undefined): string | undefined {
  return store === undefined ? undefined : /^(?:local\?(?:.*&)?root=)?(\/[^?&]*)/.exec(store)?.[1];
}
