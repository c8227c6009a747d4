import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { debianLicenses } from "../../platform/debian/copyright";
import { buildDerivations, type StorePath } from "../../platform/nix/build";
import type { PackageInformation } from "../../platform/nix/inspect/inspect-system";
import { onDisk } from "../../platform/nix/store-path";
import { findNix, type NixSettings } from "../../platform/nix/tool";
import { logListener, type Reporter } from "../reporter";
import { effectiveNixSettings, embeddedNixpkgs } from "../request";
import { packageOf } from "./packages";

/** Where the copyright files of an image are. */
export interface ImageCopyrights {
  readonly host: string;
  readonly nix: NixSettings;
  /** Derivation of the files; null if the image has no Debian packages. */
  readonly copyrights: string | null;
}

/**
 * Reads the licenses of the Debian packages in a closure from their copyright files.
 */
export async function debianPackages(
  { host, nix, copyrights }: ImageCopyrights,
  closure: readonly StorePath[],
  reporter: Reporter,
): Promise<readonly PackageInformation[]> {
  if (copyrights === null) return [];
  reporter.step("reading the licenses of Debian packages", "evaluate");
  // Another nixpkgs can be set now than when the image was built.
  const tool = await findNix(effectiveNixSettings({ nix, nixpkgs: embeddedNixpkgs }));
  const built = await buildDerivations(tool, [copyrights], `the licenses of ${host}`, logListener(reporter));
  const directory = built.get(copyrights);
  if (directory === undefined) return [];
  return closure.flatMap(({ path: storePath }) => {
    const { name, isDebian } = packageOf(storePath);
    const file = path.join(onDisk(directory, nix.store), name);
    const licenses = isDebian && existsSync(file) ? debianLicenses(readFileSync(file, "utf8")) : null;
    return licenses === null ? [] : [{ paths: [storePath], licenses }];
  });
}
