import { cpSync, existsSync, rmSync } from "node:fs";
import * as path from "node:path";
import { manifestFile, type Manifest } from "../../model";
import { systemFailure } from "../../platform/system-error";
import { flakeLockFile } from "../lock-file/lock-file-name";
import { readManifestSync } from "./manifest";
import type { Staging } from "./staging";

/** Whether a directory is the output of an earlier run. */
export function isEarlierOutputSync(directory: string): boolean {
  return existsSync(path.join(directory, manifestFile));
}

/**
 * Copies the output of an earlier run to staging without its lock files, as the program had written it.
 * @throws a failure if it cannot be read.
 */
export function takeEarlierOutputSync(directory: string, staging: Staging): Manifest {
  try {
    cpSync(directory, staging.tree, { recursive: true, verbatimSymlinks: true });
  } catch (error) {
    throw systemFailure(error, `copy ${directory}`) ?? error;
  }
  const manifest = readManifestSync(path.join(staging.tree, manifestFile));
  for (const flake of Object.values(manifest.flakes)) {
    rmSync(path.join(staging.tree, flake.directory, flakeLockFile), { force: true });
  }
  return manifest;
}
