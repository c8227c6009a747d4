import { existsSync } from "node:fs";
import * as path from "node:path";

/**
 * Where a store path lies: in a store of the user's own, below its directory.
 * @param store the store that was built in, where it is not the machine's own.
 */
export function onDisk(storePath: string, store: string | undefined): string {
  const root = storeRoot(store);
  const below = root === undefined ? storePath : path.join(root, storePath);
  return existsSync(below) ? below : storePath;
}

/** The directory that a store of the user's own is below; undefined for the machine's own, and for one elsewhere. */
export function storeRoot(store: string | undefined): string | undefined {
  return store === undefined ? undefined : /^(?:local\?(?:.*&)?root=)?(\/[^?&]*)/.exec(store)?.[1];
}
