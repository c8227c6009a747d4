import { lstatSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { linkToStore } from "../../platform/nix/build";
import { onDisk } from "../../platform/nix/store-path";
import type { NixTool } from "../../platform/nix/tool";
import { systemFailure } from "../../platform/system-error";
import { linkTaken } from "./errors";

/** Whether a link points to a store path. */
export function isResultLinkSync(link: string, storePath: string, store: string | undefined): boolean {
  return isLink(link) && readlinkSync(link) === onDisk(storePath, store);
}

/**
 * Checks before a build that its link can be created.
 * @throws a failure if its path is taken by something else
 */
export function checkResultLinkSync(link: string): void {
  if (lstatSync(link, { throwIfNoEntry: false }) !== undefined && !isLink(link)) throw linkTaken(link);
}

/**
 * Creates a link to a store path, or replaces an existing link. In the machine's own store, it protects the path from
 * garbage collection. For another store, it points to the actual location, for which Nix has no garbage collector roots.
 * @throws a failure if its path is taken by something else, or the link cannot be created.
 */
export async function makeResultLink(
  tool: NixTool,
  link: string,
  storePath: string,
  store: string | undefined,
): Promise<void> {
  const target = onDisk(storePath, store);
  try {
    // Nix replaces only links into its store.
    if (isLink(link)) rmSync(link);
    if (target === storePath) await linkToStore(tool, storePath, link);
    else symlinkSync(target, link);
  } catch (error) {
    throw systemFailure(error, `create the link ${link}`) ?? error;
  }
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
