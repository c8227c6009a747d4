import { lstatSync, realpathSync } from "node:fs";
import * as path from "node:path";
import { lastTargetSync, type BuiltSettings } from "../../pipeline/build/last-build";
import type { Reporter } from "../../pipeline/reporter";
import { secretsPatch, type SecretsSource } from "../../pipeline/secrets/secrets-patch";
import { step, type Step } from "../../pipeline/step";
import { sha256OfFile } from "../../platform/files/digest";
import { copyPatchedSync } from "../../platform/files/patch";
import { replaceFileSync } from "../../platform/files/replace-file";
import { onDisk } from "../../platform/nix/store-path";
import { outputPaths } from "../../project/output/output-paths";
import { sealedExists, sealedPlaceRefused } from "./errors";

/** A request to write a copy of an ISO that contains its secrets. */
export interface SealRequest extends BuiltSettings {
  readonly host: string;
  readonly secrets: SecretsSource;
  /** The file to write, absolute. */
  readonly file: string;
  /** Whether a file that exists is replaced. */
  readonly replaces: boolean;
}

/** A copy of an ISO that contains its secrets. */
export interface SealedIso {
  readonly host: string;
  /** Absolute path. */
  readonly iso: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
  /** Whether a passphrase protects the secrets. */
  readonly encrypted: boolean;
}

/**
 * Copies a host's last built ISO, with its secrets, to a file that only its owner can read. The ISO in the store is unchanged.
 */
export function sealIso(request: SealRequest, reporter: Reporter): Step<SealedIso> {
  return step(async () => {
    const { host, file, secrets, replaces } = request;
    const { target, build } = lastTargetSync(request, host);
    checkPlace(file, request.output, onDisk(build.storePath, request.nix.store));
    if (!replaces && lstatSync(file, { throwIfNoEntry: false }) !== undefined) throw sealedExists(file);
    const patch = await secretsPatch({ name: host, host: target.host, iso: build.iso }, secrets);
    reporter.step(`copying ${build.iso} with its secrets to ${file}`, "write");
    replaceFileSync(file, (draft) => {
      copyPatchedSync(build.iso, draft, patch);
    });
    const encrypted = secrets.passphrase !== undefined;
    return { host, iso: file, size: build.size, sha256: await sha256OfFile(file), encrypted };
  });
}

/** Others can read the Nix store; the output directory, and what is kept next to it, is replaced, published, and cached. */
function checkPlace(file: string, output: string, storePath: string): void {
  const real = path.join(realDirectory(path.dirname(file)), path.basename(file));
  const isReplaced = "the next run replaces what is there, and other tools publish it";
  const refused = new Map([
    ["/nix/store", "everyone on this machine can read the Nix store"],
    [path.dirname(storePath), "everyone on this machine can read the Nix store"],
    ...Object.values(outputPaths(realDirectory(output))).map((directory) => [directory, isReplaced] as const),
  ]);
  for (const [directory, reason] of refused) {
    if (real.startsWith(`${directory}/`)) throw sealedPlaceRefused(file, `it is in ${directory}, and ${reason}`);
  }
}

/** The directory without symbolic links, also if it or its parents do not exist yet. */
function realDirectory(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    const parent = path.dirname(directory);
    return parent === directory ? directory : path.join(realDirectory(parent), path.basename(directory));
  }
}
