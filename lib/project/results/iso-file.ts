import { existsSync, readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import { onDisk } from "../../platform/nix/store-path";
import { isoNotFound } from "../errors";

/** An ISO file. */
export interface IsoFile {
  /** Absolute path. */
  readonly iso: string;
  /** Size in bytes. */
  readonly size: number;
}

/**
 * Finds the ISO in the build result of a host.
 * @param store the store that was used, unless it is the machine's own.
 * @throws a failure if there is no ISO or more than one.
 */
export function findIsoSync(host: string, storePath: string, store: string | undefined): IsoFile {
  const directory = path.join(onDisk(storePath, store), "iso");
  const found = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith(".iso")) : [];
  const [name, ...others] = found.sort();
  if (name === undefined || others.length > 0) throw isoNotFound(host, storePath, found);
  const iso = path.join(directory, name);
  return { iso, size: statSync(iso).size };
}

/** Whether the build result of a host has exactly one ISO, with the given size. */
export function isIsoSync(host: string, storePath: string, store: string | undefined, size: number): boolean {
  try {
    return findIsoSync(host, storePath, store).size === size;
  } catch {
    // Removed by the garbage collector.
    return false;
  }
}
