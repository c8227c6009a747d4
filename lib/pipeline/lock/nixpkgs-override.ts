import { homedir } from "node:os";
import * as path from "node:path";
import { makeOfflineBase, offlineBaseIdentitySync } from "../../platform/debian/offline-base";
import { directorySignatureSync } from "../../platform/files/digest";
import { fetchFlake } from "../../platform/nix/flakes";
import type { NixTool } from "../../platform/nix/tool";
import { outputPaths } from "../../project/output/output-paths";
import { logListener, type Reporter } from "../reporter";
import { embeddedNixpkgs, type SynthRequest } from "../request";

/** Flake reference of the replacement for nixpkgs; undefined to use the flake's own. */
export async function nixpkgsOverride(
  tool: NixTool,
  request: SynthRequest,
  release: string,
  reporter: Reporter,
): Promise<string | undefined> {
  const { nixpkgs, output, projectDirectory } = request;
  if (nixpkgs === undefined) return undefined;
  if (nixpkgs === embeddedNixpkgs) {
    reporter.step(`preparing the offline base for NixOS ${release}`, "lock");
    return makeOfflineBase(tool, outputPaths(output).offlineBase, release, (line) => {
      reporter.nix(line);
    });
  }
  if (!isLocal(nixpkgs)) return nixpkgs;
  // As a store path, so that the lock file, and thus the ISO, does not depend on the location of the directory.
  return fetchFlake(tool, nixpkgs, projectDirectory, logListener(reporter));
}

/** A string that changes with the replacement for nixpkgs; undefined if only Nix can detect a change. */
export function nixpkgsOverrideIdentity(
  { nixpkgs, output, projectDirectory }: SynthRequest,
  release: string,
): string | undefined {
  if (nixpkgs === undefined) return "none";
  if (nixpkgs === embeddedNixpkgs) return offlineBaseIdentitySync(outputPaths(output).offlineBase, release);
  // A branch may have moved.
  if (!isLocal(nixpkgs)) return /[0-9a-f]{40}/.test(nixpkgs) ? nixpkgs : undefined;
  const file = nixpkgs.replace(/^(?:git\+file:|path:)(?:\/\/(?=\/))?/, "").replace(/[?#].*$/s, "");
  try {
    const directory = path.resolve(projectDirectory, file.replace(/^~(?=\/|$)/, homedir()));
    return `${nixpkgs} ${directorySignatureSync(directory)}`;
  } catch {
    // Nix reports why it cannot be read.
    return undefined;
  }
}

function isLocal(reference: string): boolean {
  return /^(?:[./~]|path:|git\+file:)/.test(reference);
}
