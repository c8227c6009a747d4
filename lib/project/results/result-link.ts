import { lstatSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { linkToStore } from "../../platform/nix/build";
import { onDisk } from "../../platform/nix/store-path";
import type { NixTool } from "../../platform/nix/tool";
import { systemFailure } from "../../platform/system-error";

/** Whether a link leads to a store path. */
export function isResultLinkSync(link: string, storePath: string, store: string | undefined): boolean {
  return isLink(link) && readlinkSync(link) === onDisk(storePath, store);
}

/**
 * Makes a link to a store path, in the place of an older link. In the machine's own store it keeps the path from the
 * garbage collector; of another store it leads to where the path lies, which Nix has no roots for.
 * @throws a failure when its place is taken by something else, or the link cannot be made.
 */
export async function makeResultLink(
  tool: NixTool,
  link: string,
  storePath: string,
  store: string | undefined,
): Promise<void> {
  const target = onDisk(storePath, store);
  try {
    // Nix replaces only links that lead into its store.
    if (isLink(link)) rmSync(link);
    if (target === storePath) await linkToStore(tool, storePath, link);
    else symlinkSync(target, link);
  } catch (error) {
    throw systemFailure(error, `make the link ${link}`) ?? error;
  }
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
