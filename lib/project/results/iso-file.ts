import { existsSync, readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import { onDisk } from "../../platform/nix/store-path";
import { isoNotFound } from "../errors";

/** An ISO on the disk. */
export interface IsoFile {
  /** Absolute path. */
  readonly iso: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * Finds the ISO in what Nix built for a host.
 * @param store the store that was built in, where it is not the machine's own.
 * @throws a failure when there is not exactly one.
 */
export function findIsoSync(host: string, storePath: string, store: string | undefined): IsoFile {
  const directory = path.join(onDisk(storePath, store), "iso");
  const found = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith(".iso")) : [];
  const [name, ...others] = found.sort();
  if (name === undefined || others.length > 0) throw isoNotFound(host, storePath, found);
  const iso = path.join(directory, name);
  return { iso, size: statSync(iso).size };
}

/** Whether there is exactly one ISO in what Nix built for a host, of a size. */
export function isIsoSync(host: string, storePath: string, store: string | undefined, size: number): boolean {
  try {
    return findIsoSync(host, storePath, store).size === size;
  } catch {
    // The garbage collector was there.
    return false;
  }
}
